// Runs inside WhatsApp Web. Reads the groups and their members, one group at a time.

import type { GroupTuple } from '../../../reading/account-reader.ts';
import {
  GROUP_ADMIN,
  GROUP_ADMIN_UNKNOWN,
  GROUP_ANNOUNCE,
  GROUP_COMMUNITY,
  GROUP_MEMBERS_COMPLETE,
  ROLE_FACTOR,
  ROLE_PARTICIPANT,
} from '../../../reading/flags-and-roles.ts';
import { GROUP_USER, textOrNull } from './addresses.ts';
import type { GroupQueries } from './group-queries.ts';
import { indexContacts } from './index-contacts.ts';
import { groupMetadataCollection } from './modules.ts';
import type { Names } from './names.ts';
import type { Output } from './output.ts';
import type { Person, Persons } from './persons.ts';
import type { Pictures } from './pictures.ts';
import { createMemberReader, type Listed, NO_MEMBERS } from './read-members.ts';
import type { ChatModel, ContactModel, GroupMetadata, Wid } from './whatsapp-web.ts';

const MEMBERS_PER_PACKING = 1_000;

/** Groups that an earlier read found without members: WhatsApp is not asked for them again. */
const emptied = new WeakSet<GroupMetadata>();

/** An answer to a query for a group; `reason` says what went wrong. */
type Asked = { readonly reason: string | null };

/** Yields a promise when it can only wait. */
type Steps<Result = void> = Generator<Promise<void> | undefined, Result>;

/**
 * Yields after each unit of work, and a promise when it can only wait for WhatsApp. Groups that the account
 * has left are not listed. Groups whose members the page has loaded come first; the others follow as
 * WhatsApp answers.
 */
export function* readGroups({
  persons,
  names,
  pictures,
  snapshot,
  queries,
  refresh,
  out,
}: {
  readonly persons: Persons;
  readonly names: Names;
  readonly pictures: Pictures;
  readonly snapshot: {
    readonly groupChats: readonly ChatModel[];
    readonly contacts: readonly ContactModel[];
  };
  readonly queries: GroupQueries;
  readonly refresh: boolean;
  readonly out: Output;
}): Steps {
  const known = groupMetadataCollection();
  const reader = createMemberReader(persons);
  const ready: { readonly chat: ChatModel; readonly asked: Asked }[] = [];
  let pending = 0;
  let wake = () => {};

  const metadataOf = (chat: ChatModel): GroupMetadata | null =>
    chat.groupMetadata ?? known?.get(chat.id) ?? null;

  function ask(chat: ChatModel) {
    pending += 1;
    queries.load(chat.id, (reason) => {
      pending -= 1;
      ready.push({ chat, asked: { reason } });
      wake();
    });
  }

  /**
   * The account has left a group when WhatsApp, asked for the group, named no members, called that fresh,
   * and the account may no longer write there. Anything less may be a failure, and the group stays.
   */
  function isEmptied(chat: ChatModel, metadata: GroupMetadata | null, asked: Asked | null) {
    if (!metadata) return false;
    if (asked?.reason === null && metadata.stale === false && chat.isReadOnly === true) {
      emptied.add(metadata);
    }
    return emptied.has(metadata) && !(refresh && asked === null);
  }

  /** `asked` is null before WhatsApp was asked for the group. */
  function* readGroup(chat: ChatModel, asked: Asked | null): Steps {
    const { id } = chat;
    if (id.server !== 'g.us' || !GROUP_USER.test(String(id.user))) {
      throw new Error('the id is not a group id');
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

  function* pack(members: readonly Person[]): Steps<number[]> {
    const packed: number[] = [];
    for (let start = 0; start < members.length; start += MEMBERS_PER_PACKING) {
      if (start > 0) yield;
      packSome(packed, members, start, Math.min(start + MEMBERS_PER_PACKING, members.length));
    }
    return packed;
  }

  function packSome(packed: number[], members: readonly Person[], start: number, end: number) {
    for (let n = start; n < end; n += 1) {
      const person = members[n] as Person;
      out.person(person);
      packed.push(person.index * ROLE_FACTOR + person.role);
    }
  }

  function projectGroup(
    chat: ChatModel,
    metadata: GroupMetadata | null,
    {
      listed,
      isComplete,
      ownRole,
    }: { readonly listed: Listed; readonly isComplete: boolean; readonly ownRole: number | null },
  ): GroupTuple {
    const size = sizeOf(metadata);
    const owner = personOrNull(metadata?.owner);
    if (owner) out.person(owner);
    const { parentGroup } = metadata ?? {};
    const flags =
      (ownRole !== null && ownRole > ROLE_PARTICIPANT ? GROUP_ADMIN : 0) +
      (metadata?.announce ? GROUP_ANNOUNCE : 0) +
      (metadata?.isParentGroup ? GROUP_COMMUNITY : 0) +
      (isComplete ? GROUP_MEMBERS_COMPLETE : 0) +
      (ownRole === null ? GROUP_ADMIN_UNKNOWN : 0);
    return [
      `${chat.id.user}@g.us`,
      textOrNull(metadata?.subject ?? chat.name ?? chat.formattedTitle),
      textOrNull(metadata?.desc),
      owner ? owner.index : null,
      integerOrNull(metadata?.creation),
      flags,
      parentGroup && GROUP_USER.test(String(parentGroup.user)) ? `${parentGroup.user}@g.us` : null,
      pictures.ofGroup(chat.id),
      isComplete
        ? listed.members.length
        : (size ?? (listed.isLoaded ? listed.members.length : null)),
    ];
  }

  function personOrNull(wid: Wid | null | undefined): Person | null {
    try {
      return wid ? persons.find(wid) : null;
    } catch {
      return null;
    }
  }

  function* attempt(chat: ChatModel, asked: Asked | null): Steps {
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
    if (answered) yield* attempt(answered.chat, answered.asked);
    else {
      yield new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
}

/** True also for a chat whose id cannot be read: it may be a group and is reported as one. */
export function isGroupChat(chat: ChatModel): boolean {
  try {
    const { server } = chat.id;
    return server === 'g.us' || typeof server !== 'string';
  } catch {
    return true;
  }
}

/**
 * The page may not know the account's own address in this group, and the member that cannot be read may be
 * the account: then `iAmMember` of the group decides, and without it the group stays.
 */
function hasLeft(listed: Listed, metadata: GroupMetadata | null): boolean {
  if (listed.unreadable > 0) return false;
  try {
    return metadata?.participants.iAmMember?.() !== true;
  } catch {
    return true;
  }
}

function sizeOf(metadata: GroupMetadata | null): number | null {
  const size = integerOrNull(metadata?.size);
  return size !== null && size >= 0 ? size : null;
}

function integerOrNull(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) ? value : null;
}

/** Null when all members of the group are known. */
function whyUnknown(
  { members, unreadable, isLoaded }: Listed,
  metadata: GroupMetadata | null,
): string | null {
  if (!isLoaded) return 'WhatsApp named no members';
  if (unreadable > 0) return `${unreadable} of its members could not be read`;
  // WhatsApp shows most members of a community's announcement group only its admins.
  return metadata?.defaultSubgroup && (sizeOf(metadata) ?? 0) > members.length
    ? 'WhatsApp shows this account only some of its members'
    : null;
}
