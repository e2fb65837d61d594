// Runs inside WhatsApp Web. Reads the groups and their members, one group at a time.

import type { GroupFactName } from '@grabber/contracts/contact-fields';
import type { GroupListing, KnownGroups } from '../../../../reading/account-reader.ts';
import { ROLE_PARTICIPANT } from '../../../../reading/flags-and-roles.ts';
import { GROUP_USER } from '../addresses.ts';
import { indexContacts } from '../index-contacts.ts';
import type { Labels } from '../labels.ts';
import { groupMetadataCollection, pageModule } from '../modules.ts';
import type { Names } from '../names.ts';
import type { Output } from '../output.ts';
import type { Person, Persons } from '../persons.ts';
import type { Pictures } from '../pictures.ts';
import { type Steps, waitFor } from '../tasks.ts';
import type {
  AnsweredGroup,
  ChatModel,
  ContactModel,
  GroupMetadata,
  MemberRow,
  Wid,
} from '../whatsapp-web.ts';
import type { AllGroups } from './all-groups.ts';
import { createGroupFacts } from './group-facts.ts';
import type { GroupQueries, OneGroup } from './group-queries.ts';
import { readGroupRows } from './group-rows.ts';
import { groupTuple } from './group-tuple.ts';
import { hasLeft, trustedModels, whyUnknown } from './membership.ts';
import { packMembers } from './pack-members.ts';
import { sendDepartures } from './past-members.ts';
import { createMemberReader, type Listed, NO_MEMBERS } from './read-members.ts';

/** Rows of groups with a thousand members each: their texts hold the page's main thread for some 20 ms. */
const ROWS_PER_LOOK = 25;

/** WhatsApp's word that the account has left: of this read, or of an earlier one that a list may correct. */
type Left = 'now' | 'before' | null;

/** A group of the page on its way through the sources of its members. */
type Item = {
  readonly user: string;
  /** Null: the page has no chat for it. */
  readonly chat: ChatModel | null;
  readonly metadata: GroupMetadata | null;
  readonly left: Left;
  /** Why WhatsApp's answer lacks the members, where it was asked for them. */
  readonly unrefreshed: string | null;
};

type Source = { readonly listed: Listed; readonly problem?: string | null } & (
  | { readonly from: 'memory' | 'database'; readonly row?: MemberRow | null }
  | { readonly from: 'whatsapp'; readonly answered: AnsweredGroup }
);

/**
 * Yields after each unit of work, and a promise when it can only wait. Members come from WhatsApp's answer
 * where it was asked, else from memory, else from the page's database; a group without any of them is named.
 * Groups that the account has left are not listed.
 */
export function* readGroups({
  persons,
  names,
  pictures,
  labels,
  snapshot,
  queries,
  all,
  known,
  facts: order,
  lockedChats,
  patienceMs,
  out,
}: {
  readonly persons: Persons;
  readonly names: Names;
  readonly pictures: Pictures;
  readonly labels: Labels;
  readonly snapshot: {
    readonly groupChats: readonly ChatModel[];
    readonly contacts: readonly ContactModel[];
  };
  readonly queries: GroupQueries;
  /** WhatsApp's answer to the query for all groups; null: it was not asked. */
  readonly all: Promise<AllGroups> | null;
  readonly known: KnownGroups;
  /** The facts of a group's tuple. */
  readonly facts: readonly GroupFactName[];
  readonly lockedChats: boolean;
  /** For the page's database. */
  readonly patienceMs: number;
  readonly out: Output;
}): Steps<GroupListing> {
  const collection = groupMetadataCollection();
  const reader = createMemberReader(persons);
  const factReaders = createGroupFacts(order, { labels, lockedChats });
  const seen = new Set<string>();
  const leftBefore = new Set(known.left);
  const left: string[] = [];
  const chatless: string[] = [];
  /** Groups of which only the page's database may have the members. */
  let late: Item[] = [];
  const ready: { readonly item: Item; readonly answer: OneGroup }[] = [];
  let pending = 0;
  let wake = () => {};

  const metadataOf = (chat: ChatModel): GroupMetadata | null =>
    chat.groupMetadata ?? collection?.get(chat.id) ?? null;

  function ask(item: Item, wid: Wid) {
    pending += 1;
    queries.load(wid, (answer) => {
      pending -= 1;
      ready.push({ item, answer });
      wake();
    });
  }

  function* readChat(chat: ChatModel, answer: AllGroups | null): Steps {
    const user = String(chat.id.user);
    if (chat.id.server !== 'g.us' || !GROUP_USER.test(user)) {
      throw new Error('the id is not a group id');
    }
    seen.add(user);
    const metadata = metadataOf(chat);
    const isAnswered = answer?.outcome === 'answered';
    const answered = isAnswered ? answer.groups.get(user) : undefined;
    const isAbsent = isAnswered && answered === undefined;
    const word: Left = isAbsent ? 'now' : leftBefore.has(`${user}@g.us`) ? 'before' : null;
    const item: Item = {
      ...{ user, chat, metadata, unrefreshed: null },
      left: answered === undefined ? word : null,
    };
    if (answered) yield* readAnswered(item, answered);
    else if (answered === null) ask(item, chat.id);
    else yield* readHeld(item);
  }

  function* readAnswered(item: Item, answered: AnsweredGroup): Steps {
    const listed = yield* reader.read(answered.participants ?? []);
    yield* finish(item, { from: 'whatsapp', listed, answered });
  }

  /** From memory, or later from the page's database. */
  function* readHeld(item: Item): Steps {
    const models = trustedModels(item.metadata);
    if (models === null) late.push(item);
    else yield* finish(item, { from: 'memory', listed: yield* reader.read(models) });
  }

  function* readLate(): Steps {
    const items = late;
    late = [];
    const look = (start: number) =>
      readGroupRows(
        items.slice(start, start + ROWS_PER_LOOK).map(({ user }) => `${user}@g.us`),
        patienceMs,
      );
    let next = look(0);
    for (let start = 0; start < items.length; start += ROWS_PER_LOOK) {
      const { rows, problem } = yield* waitFor(next);
      // The database works while this batch is read.
      if (start + ROWS_PER_LOOK < items.length) next = look(start + ROWS_PER_LOOK);
      for (const [n, item] of items.slice(start, start + ROWS_PER_LOOK).entries()) {
        yield* attempt(item.chat, () => readRow(item, rows[n] ?? null, problem));
        yield;
      }
    }
  }

  function* readRow(item: Item, row: MemberRow | null, problem: string | null): Steps {
    const owner = item.metadata?.owner ?? null;
    const listed = row ? yield* reader.readRow(row, owner) : NO_MEMBERS;
    yield* finish(item, { from: 'database', listed, problem, row });
  }

  function* readOne(item: Item, answer: OneGroup): Steps {
    if (answer.status === 'found') yield* readAnswered(item, answer.group);
    else if (answer.status === 'not_member') left.push(`${item.user}@g.us`);
    else if (item.chat === null) keep(item.user);
    else yield* readHeld({ ...item, unrefreshed: answer.reason });
  }

  /** A group that this read cannot see and that is not gone. */
  function keep(user: string) {
    chatless.push(`${user}@g.us`);
    out.kept(`${user}@g.us`);
  }

  function isGone(item: Item, { from, listed }: Source, isListed: boolean): boolean {
    if (item.left === 'now') return !(from === 'memory' && isListed);
    return item.left === 'before' && !(listed.isLoaded && isListed);
  }

  function* finish(item: Item, source: Source): Steps {
    const { user, chat, metadata, unrefreshed } = item;
    const { listed } = source;
    const isListed = listed.isLoaded && reader.isListed(persons.own);
    const ownRole = isListed ? persons.own.role : null;
    const isAdmin = ownRole !== null && ownRole > ROLE_PARTICIPANT;
    const standing = { isListed, isAdmin, knowsOwnLid: persons.knowsOwnLid };
    if (isGone(item, source, isListed)) return void left.push(`${user}@g.us`);
    if (source.from !== 'whatsapp' && chat && hasLeft(chat, metadata, listed, standing)) return;
    const facts = source.from === 'whatsapp' ? source.answered : metadata;
    const unknown = whyUnknown(listed, facts, standing);
    const reason = unrefreshed ?? source.problem ?? unknown;
    if (reason) out.unread(`${user}@g.us`, reason, listed.isLoaded && unrefreshed !== null);
    const packed = yield* packMembers(listed.members, out);
    const owner = personOrNull(facts?.owner);
    if (owner) out.person(owner);
    const sources = { facts, isAnswer: source.from === 'whatsapp', chat };
    const more = factReaders.map((read) => read(sources));
    const parts = { user, chat, facts, owner, ownRole, isComplete: unknown === null, more };
    const count = listed.isLoaded ? listed.members.length : null;
    const image = chat ? pictures.ofGroup(chat.id) : null;
    const tuple = groupTuple({ ...parts, picture: image, listed: count });
    out.group(tuple, packed.members, packed.joinTimes);
    sendDepartures(persons, `${user}@g.us`, metadata, 'row' in source ? source.row : null, out);
    if (chat === null) chatless.push(`${user}@g.us`);
  }

  function personOrNull(wid: Wid | null | undefined): Person | null {
    try {
      return wid ? persons.find(wid) : null;
    } catch {
      return null;
    }
  }

  function* attempt(chat: ChatModel | null, read: () => Steps): Steps {
    try {
      yield* read();
    } catch (error) {
      out.unreadable('group', chat ?? { id: null }, error);
    }
  }

  /** Groups that WhatsApp lists and for which the page has no chat. */
  function* readChatless(answer: AllGroups): Steps {
    const { createWid } = pageModule('WAWebWidFactory');
    for (const [user, group] of answer.groups) {
      if (seen.has(user)) continue;
      const item: Item = { user, chat: null, metadata: null, left: null, unrefreshed: null };
      if (group === null) ask(item, createWid(`${user}@g.us`));
      else yield* attempt(null, () => readAnswered(item, group));
      yield;
    }
  }

  out.enter('groups', snapshot.groupChats.length);
  yield* indexContacts({ persons, names, entries: snapshot.contacts });
  const answer = all && (yield* waitFor(all));
  for (const chat of snapshot.groupChats) {
    yield* attempt(chat, () => readChat(chat, answer));
    yield;
  }
  yield* readLate();
  if (answer?.outcome === 'answered') yield* readChatless(answer);
  else {
    for (const id of known.chatless) {
      const user = id.replace('@g.us', '');
      if (!seen.has(user)) keep(user);
    }
  }
  while (pending > 0 || ready.length > 0) {
    const one = ready.shift();
    if (one) yield* attempt(one.item.chat, () => readOne(one.item, one.answer));
    else {
      yield new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
  yield* readLate();
  const { outcome, reason } = answer ?? { outcome: null, reason: null };
  const isRefused = outcome === 'refused' || queries.wasRefused();
  return { outcome, reason, isRefused, chatless, left };
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
