// Runs inside WhatsApp Web. Reads the groups and their members, one group at a time.

import { GROUP_USER, textOrNull } from './addresses.js';
import { meetContacts } from './meet-contacts.js';
import { groupMetadataCollection } from './modules.js';
import { ROLES } from './output.js';

const ADMIN = 1;
const ANNOUNCE = 2;
const COMMUNITY = 4;
const MEMBERS_COMPLETE = 8;
const ADMIN_UNKNOWN = 16;
const ROLE_SUPER_ADMIN = 2;
const ROLE_ADMIN = 1;
const MEMBERS_PER_STEP = 250;
const NOT_LOADED = { members: [], unreadable: 0, isLoaded: false };

/**
 * Yields after each unit of work, and a promise when there is nothing to do but wait for WhatsApp.
 * A group of which the account is no member is not listed. Groups whose members the page has loaded
 * come first; the others follow as WhatsApp answers.
 */
export function* readGroups({ persons, names, picture, snapshot, queries, refresh, out }) {
  const known = groupMetadataCollection();
  const ready = [];
  let pending = 0;
  let groupNumber = 0;
  // Nobody reads it: it keeps the looks of lookAhead from being left out.
  let _charactersSeen = 0;
  let wake = () => {};

  function* readMembers(metadata) {
    const models = metadata.participants.getModelsArray();
    const members = [];
    let unreadable = 0;
    groupNumber += 1;
    for (let start = 0; start < models.length; start += MEMBERS_PER_STEP) {
      if (start > 0) yield;
      const end = Math.min(start + MEMBERS_PER_STEP, models.length);
      unreadable += addMembers(members, models, start, end);
    }
    return { members, unreadable, isLoaded: models.length > 0 };
  }

  /**
   * Looks at all addresses before any is searched for. They lie scattered in memory: looked at one after
   * the other with nothing in between, the processor fetches several at once.
   */
  function lookAhead(models, start, end) {
    try {
      for (let n = start; n < end; n += 1) _charactersSeen += models[n].id.user.length;
    } catch {
      // The one that cannot be read is reported when its turn comes.
    }
  }

  /** Answers how many of them cannot be read. Not a generator: this loop is most of a read's time. */
  function addMembers(members, models, start, end) {
    let unreadable = 0;
    lookAhead(models, start, end);
    for (let n = start; n < end; n += 1) {
      try {
        const { id, isAdmin, isSuperAdmin } = models[n];
        const person = persons.find(id);
        const role = isSuperAdmin ? ROLE_SUPER_ADMIN : isAdmin ? ROLE_ADMIN : 0;
        if (person) addMember(members, person, role);
      } catch {
        unreadable += 1;
      }
    }
    return unreadable;
  }

  /** A person listed under phone and LID is one member, with the higher role. */
  function addMember(members, person, role) {
    if (person.group === groupNumber) {
      if (role > person.role) person.role = role;
      return;
    }
    person.group = groupNumber;
    person.role = role;
    members.push(person);
  }

  /** `asked` is null before WhatsApp was asked for the group, then `{ reason }` with what went wrong. */
  function* readGroup(chat, asked) {
    const { id } = chat;
    if (!GROUP_USER.test(String(id.user))) throw new Error('an id that is no group id');
    const metadata = chat.groupMetadata ?? known?.get(id) ?? null;
    const listed = metadata ? yield* readMembers(metadata) : NOT_LOADED;
    const isOwnGroup = persons.own.group === groupNumber;
    if (listed.isLoaded && !isOwnGroup) return;
    if (asked === null && (refresh || !listed.isLoaded)) {
      pending += 1;
      queries.load(id, (reason) => {
        pending -= 1;
        ready.push({ chat, reason });
        wake();
      });
      return;
    }
    if (asked?.reason || !listed.isLoaded) {
      const reason = asked?.reason ?? 'WhatsApp named no members';
      out.unread(`${id.user}@g.us`, reason, listed.isLoaded);
    }
    const packed = [];
    for (let start = 0; start < listed.members.length; start += MEMBERS_PER_STEP) {
      if (start > 0) yield;
      pack(packed, listed.members, start, start + MEMBERS_PER_STEP);
    }
    out.group(projectGroup(chat, metadata, listed), packed);
  }

  function pack(packed, members, start, end) {
    for (let n = start; n < end && n < members.length; n += 1) {
      const person = members[n];
      out.person(person);
      packed.push(person.index * ROLES + person.role);
    }
  }

  function projectGroup(chat, metadata, { members, unreadable, isLoaded }) {
    const listed = members.length;
    const size = Number.isInteger(metadata?.size) && metadata.size >= 0 ? metadata.size : null;
    // Of a community's announcement group WhatsApp shows most members no more than the admins.
    const isPartial = metadata?.defaultSubgroup && size > listed;
    const isComplete = isLoaded && unreadable === 0 && !isPartial;
    const role = isLoaded ? persons.own.role : 0;
    const owner = personOrNull(metadata?.owner);
    if (owner) out.person(owner);
    const { parentGroup } = metadata ?? {};
    const flags =
      (role > 0 ? ADMIN : 0) +
      (metadata?.announce ? ANNOUNCE : 0) +
      (metadata?.isParentGroup ? COMMUNITY : 0) +
      (isComplete ? MEMBERS_COMPLETE : 0) +
      (isLoaded ? 0 : ADMIN_UNKNOWN);
    return [
      `${chat.id.user}@g.us`,
      textOrNull(metadata?.subject ?? chat.name ?? chat.formattedTitle),
      textOrNull(metadata?.desc),
      owner ? owner.index : null,
      Number.isInteger(metadata?.creation) ? metadata.creation : null,
      flags,
      parentGroup && GROUP_USER.test(String(parentGroup.user)) ? `${parentGroup.user}@g.us` : null,
      picture(chat.id),
      isComplete ? listed : (size ?? (isLoaded ? listed : null)),
    ];
  }

  function personOrNull(wid) {
    try {
      return persons.find(wid ?? null);
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

  out.setTotal('groups', snapshot.groups);
  yield* meetContacts({ persons, names, models: snapshot.contacts });
  for (const chat of snapshot.chats) {
    if (isGroupChat(chat)) {
      yield* attempt(chat, null);
      out.progress();
      yield;
    }
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
    return chat.id.server === 'g.us';
  } catch {
    return true;
  }
}
