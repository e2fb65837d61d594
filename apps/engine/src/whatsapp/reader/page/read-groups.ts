// @ts-nocheck
// Runs inside WhatsApp Web. Reads the groups and their members, one group at a time.

import { GROUP_USER, textOrNull } from './addresses.ts';
import { indexContacts } from './index-contacts.ts';
import { groupMetadataCollection } from './modules.ts';
import { ROLES } from './output.ts';
import { createMemberReader, NO_MEMBERS } from './read-members.ts';

const ADMIN = 1;
const ANNOUNCE = 2;
const COMMUNITY = 4;
const MEMBERS_COMPLETE = 8;
const ADMIN_UNKNOWN = 16;
const MEMBERS_PER_PACKING = 1_000;

/** What an earlier read learned of groups without members, so that WhatsApp is not asked again. */
const emptied = new WeakSet();

/**
 * Yields after each unit of work, and a promise when there is nothing to do but wait for WhatsApp.
 * A group of which the account is no member is not listed. Groups whose members the page has loaded
 * come first; the others follow as WhatsApp answers.
 */
export function* readGroups({ persons, names, picture, snapshot, queries, refresh, out }) {
  const known = groupMetadataCollection();
  const reader = createMemberReader(persons);
  const ready = [];
  let pending = 0;
  let wake = () => {};

  const metadataOf = (chat) => chat.groupMetadata ?? known?.get(chat.id) ?? null;

  function ask(chat) {
    pending += 1;
    queries.load(chat.id, (reason) => {
      pending -= 1;
      ready.push({ chat, reason });
      wake();
    });
  }

  /**
   * WhatsApp, asked for the group, named nobody, calls that fresh, and lets the account write there no
   * more: the account has left. Anything less may be a failure, and the group stays.
   */
  function isEmptied(chat, metadata, asked) {
    if (!metadata) return false;
    if (asked?.reason === null && metadata.stale === false && chat.isReadOnly === true) {
      emptied.add(metadata);
    }
    return emptied.has(metadata) && !(refresh && asked === null);
  }

  /** `asked` is null before WhatsApp was asked for the group, then `{ reason }` with what went wrong. */
  function* readGroup(chat, asked) {
    const { id } = chat;
    if (id.server !== 'g.us' || !GROUP_USER.test(String(id.user))) {
      throw new Error('an id that is no group id');
    }
    const metadata = metadataOf(chat);
    const listed = metadata ? yield* reader.read(metadata.participants) : NO_MEMBERS;
    const { isLoaded } = listed;
    const isOwn = isLoaded && reader.isListed(persons.own);
    if (isLoaded ? !isOwn && hasLeft(listed, metadata) : isEmptied(chat, metadata, asked)) return;
    if (asked === null && (refresh || !isLoaded)) return void ask(chat);
    const unknown = whyUnknown(listed, metadata);
    const reason = asked?.reason ?? unknown;
    if (reason) out.unread(`${id.user}@g.us`, reason, isLoaded && asked?.reason != null);
    const packed = yield* pack(listed.members);
    const facts = {
      listed,
      isComplete: unknown === null,
      ownRole: isOwn ? persons.own.role : null,
    };
    out.group(projectGroup(chat, metadata, facts), packed);
  }

  function* pack(members) {
    const packed = [];
    for (let start = 0; start < members.length; start += MEMBERS_PER_PACKING) {
      if (start > 0) yield;
      packSome(packed, members, start, Math.min(start + MEMBERS_PER_PACKING, members.length));
    }
    return packed;
  }

  function packSome(packed, members, start, end) {
    for (let n = start; n < end; n += 1) {
      const person = members[n];
      out.person(person);
      packed.push(person.index * ROLES + person.role);
    }
  }

  function projectGroup(chat, metadata, { listed, isComplete, ownRole }) {
    const size = sizeOf(metadata);
    const owner = personOrNull(metadata?.owner);
    if (owner) out.person(owner);
    const { parentGroup } = metadata ?? {};
    const flags =
      (ownRole > 0 ? ADMIN : 0) +
      (metadata?.announce ? ANNOUNCE : 0) +
      (metadata?.isParentGroup ? COMMUNITY : 0) +
      (isComplete ? MEMBERS_COMPLETE : 0) +
      (ownRole === null ? ADMIN_UNKNOWN : 0);
    return [
      `${chat.id.user}@g.us`,
      textOrNull(metadata?.subject ?? chat.name ?? chat.formattedTitle),
      textOrNull(metadata?.desc),
      owner ? owner.index : null,
      Number.isInteger(metadata?.creation) ? metadata.creation : null,
      flags,
      parentGroup && GROUP_USER.test(String(parentGroup.user)) ? `${parentGroup.user}@g.us` : null,
      picture(chat.id),
      isComplete
        ? listed.members.length
        : (size ?? (listed.isLoaded ? listed.members.length : null)),
    ];
  }

  function personOrNull(wid) {
    try {
      return wid ? persons.find(wid) : null;
    } catch {
      return null;
    }
  }

  function* attempt(chat, asked) {
    try {
      yield* readGroup(chat, asked);
    } catch (error) {
      out.unreadable('group', chat, error);
    }
  }

  out.enter('groups', snapshot.groupChats.length);
  yield* indexContacts({ persons, names, entries: snapshot.contacts });
  for (const chat of snapshot.groupChats) {
    yield* attempt(chat, null);
    out.progress();
    yield;
  }
  while (pending > 0 || ready.length > 0) {
    const answered = ready.shift();
    if (answered) yield* attempt(answered.chat, answered);
    else {
      yield new Promise((resolve) => {
        wake = resolve;
      });
    }
  }
}

/** True also for a chat whose id cannot be read: it may be a group, and is reported as one. */
export function isGroupChat(chat) {
  try {
    const { server } = chat.id;
    return server === 'g.us' || typeof server !== 'string';
  } catch {
    return true;
  }
}

/**
 * The account's own address may be one that the page does not know as its own, and the member that
 * cannot be read may be the account: then the group's word counts, and where it has none, it stays.
 */
function hasLeft(listed, metadata) {
  if (listed.unreadable > 0) return false;
  try {
    return metadata.participants.iAmMember?.() !== true;
  } catch {
    return true;
  }
}

function sizeOf(metadata) {
  return Number.isInteger(metadata?.size) && metadata.size >= 0 ? metadata.size : null;
}

/** Null when all members of the group are known. */
function whyUnknown({ members, unreadable, isLoaded }, metadata) {
  if (!isLoaded) return 'WhatsApp named no members';
  if (unreadable > 0) return `${unreadable} of its members could not be read`;
  // Of a community's announcement group WhatsApp shows most members no more than the admins.
  return metadata.defaultSubgroup && sizeOf(metadata) > members.length
    ? 'WhatsApp shows this account only some of its members'
    : null;
}
