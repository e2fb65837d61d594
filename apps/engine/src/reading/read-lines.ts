import { setImmediate } from 'node:timers/promises';
import type { EngineGroup } from '@grabber/contracts/engine/group';
import type {
  HeaderLine,
  ReadKind,
  ReadLine,
  UnreadableItem,
} from '@grabber/contracts/engine/reading';
import { orAbort } from '@grabber/primitives/abort';
import { scrub } from '@grabber/service-kit/scrub';
import type { AccountReader, GroupListing, MembersTuple, ReadChunk } from './account-reader.ts';
import { mapContacts } from './map-contact.ts';
import { mapGroup } from './map-group.ts';
import { createPersonTable, joinTimesOf, type PersonTable } from './person-table.ts';
import { gapsOf, queryGaps } from './sync-gaps.ts';
import {
  countGroup,
  countUnread,
  countUnreadable,
  createTally,
  type Tally,
  trailerOf,
} from './tally.ts';

const PROGRESS_INTERVAL_MS = 500;
const MAX_REASON_LENGTH = 200;
/** Members of all groups in one line: few enough that building its text does not delay other requests. */
const MEMBERS_PER_LINE = 2_000;
const KEPT_PER_LINE = 1_000;
const TURN_MS = 10;
const UNKNOWN_ACCOUNT = { lid: null, phone_number: null };
/** One chunk travels while the page works at the next. */
const CHUNKS_AHEAD = 2;

export type ReadOptions = {
  readonly sessionId: string;
  readonly kind: ReadKind;
  /** The account that is read. */
  readonly account?: HeaderLine['account'];
  /** The reader also reads people without WhatsApp. */
  readonly withoutWhatsApp?: boolean;
  /** The phone will hardly send the rest of the history. */
  readonly isStalled?: boolean;
  /** Its abort ends the read with the signal's reason. */
  readonly signal: AbortSignal;
  /** Called with the number of new queries to WhatsApp. */
  readonly onQueries?: (count: number) => void;
  /** Without WhatsApp's answer for all groups the listing of groups is not complete. */
  readonly needsGroupQuery?: boolean;
  /** Members that are not from WhatsApp's answer are not refreshed. */
  readonly isRefresh?: boolean;
  /** Called once, when all groups were read. */
  readonly onGroupListing?: (listing: GroupListing) => void;
};

/**
 * The lines of one read, in the contract's order. The page works only a few chunks ahead of the consumer,
 * so a slow consumer slows the page down. Always stops the read in the page.
 */
export async function* readLines(
  reader: AccountReader,
  options: ReadOptions,
): AsyncGenerator<ReadLine, void, undefined> {
  const { sessionId, kind, signal } = options;
  const startedAt = new Date();
  const tally = createTally();
  const persons = createPersonTable();
  const clock = createClock();
  const turn = createTurn();
  try {
    const askedHeader = reader.header();
    const asked = Array.from({ length: CHUNKS_AHEAD }, () => ask(reader));
    const header = await orAbort(askedHeader, signal);
    yield {
      type: 'header',
      session_id: sessionId,
      kind,
      started_at: startedAt.toISOString(),
      account: options.account ?? UNKNOWN_ACCOUNT,
      estimated_groups: header.groups,
      estimated_contacts: header.contacts,
    };
    for await (const chunk of chunksOf(reader, asked, signal)) {
      clock.enter(chunk.phase);
      const newQueries = chunk.queriesSent - tally.queriesSent;
      options.onQueries?.(newQueries);
      for (const line of linesOfChunk(chunk, persons, tally)) {
        yield line;
        if (turn.isOver()) await turn.next();
      }
      if (clock.isProgressDue() || newQueries > 0) {
        const { phase, done, total, queriesSent: queries_sent } = chunk;
        yield { type: 'progress', phase, done, total, queries_sent };
      }
    }
    const { groupListing } = tally;
    if (groupListing) options.onGroupListing?.(groupListing);
    const { needsGroupQuery = false, isRefresh = false, withoutWhatsApp = false } = options;
    const gaps = [
      ...gapsOf([header.sync, tally.syncAtEnd], options.isStalled),
      ...queryGaps(groupListing, needsGroupQuery),
    ];
    yield trailerOf(tally, {
      ...{ kind, gaps, isRefresh, timings: clock.timings() },
      withoutWhatsApp: withoutWhatsApp && kind !== 'groups',
    });
  } finally {
    await reader.close();
  }
}

/** Requests chunks ahead of the consumer, so that neither side waits for the other. */
async function* chunksOf(
  reader: AccountReader,
  asked: Promise<ReadChunk>[],
  signal: AbortSignal,
): AsyncGenerator<ReadChunk> {
  for (;;) {
    asked.push(ask(reader));
    const chunk = await orAbort(asked.shift() ?? ask(reader), signal);
    yield chunk;
    if (chunk.isDone) return;
  }
}

function ask(reader: AccountReader): Promise<ReadChunk> {
  const chunk = reader.next();
  // It may reject before it is awaited; a later await still gets the rejection.
  chunk.catch(() => undefined);
  return chunk;
}

function* linesOfChunk(chunk: ReadChunk, persons: PersonTable, tally: Tally): Generator<ReadLine> {
  tally.queriesSent = chunk.queriesSent;
  tally.syncAtEnd = chunk.sync;
  tally.groupListing = chunk.groupListing;
  tally.allWithoutWhatsApp = chunk.allWithoutWhatsApp;
  for (const person of chunk.persons) persons.add(person);
  yield* groupLines(chunk, persons, tally);
  for (const [group_id, packed] of chunk.past) {
    const past_participants = persons.departures(packed);
    if (past_participants.length > 0)
      yield { type: 'past_participants', group_id, past_participants };
  }
  if (chunk.contacts.count > 0) {
    tally.contacts += chunk.contacts.count - chunk.withoutWhatsApp;
    tally.withoutWhatsApp += chunk.withoutWhatsApp;
    yield { type: 'contacts', contacts: mapContacts(chunk) };
  }
  for (const [type, id, reason] of chunk.unreadable) {
    const item: UnreadableItem = { type, id, reason: scrub(reason).slice(0, MAX_REASON_LENGTH) };
    countUnreadable(tally, item);
    yield { type: 'error', item };
  }
  for (let start = 0; start < chunk.kept.length; start += KEPT_PER_LINE) {
    yield { type: 'kept_groups', group_ids: chunk.kept.slice(start, start + KEPT_PER_LINE) };
  }
  for (const [group_id, reason, has_older_members] of chunk.unread) {
    const text = scrub(reason).slice(0, MAX_REASON_LENGTH);
    countUnread(tally, { group_id, reason: text, has_older_members });
  }
}

function* groupLines(chunk: ReadChunk, persons: PersonTable, tally: Tally): Generator<ReadLine> {
  const parts = Map.groupBy(chunk.members, ([groupId]) => groupId);
  const joinTimes = new Map(chunk.joinTimes.map(([id, times]) => [id, joinTimesOf(times)]));
  let groups: EngineGroup[] = [];
  let members = 0;
  for (const tuple of chunk.groups) {
    const [first, ...rest] = parts.get(tuple[0]) ?? [];
    parts.set(tuple[0], rest);
    const listed = persons.participants(first?.[1] ?? [], joinTimes.get(tuple[0]));
    const group = mapGroup(tuple, persons, listed);
    countGroup(tally, group);
    groups.push(group);
    members += group.participants.length;
    if (members < MEMBERS_PER_LINE) continue;
    yield { type: 'groups', groups };
    groups = [];
    members = 0;
  }
  if (groups.length > 0) yield { type: 'groups', groups };
  for (const [groupId, packed] of ([] as MembersTuple[]).concat(...parts.values())) {
    tally.participants += packed.length;
    const participants = persons.participants(packed, joinTimes.get(groupId));
    yield { type: 'participants', group_id: groupId, participants };
  }
}

/** Lets other work of this process run in time, however large a chunk is. */
function createTurn() {
  let began = performance.now();
  return {
    isOver: () => performance.now() - began >= TURN_MS,
    async next() {
      await setImmediate();
      began = performance.now();
    },
  };
}

function createClock() {
  const started = performance.now();
  const spent = { groups: 0, contacts: 0 };
  let last = started;
  let lastProgress = started;
  return {
    enter(phase: 'groups' | 'contacts') {
      const now = performance.now();
      spent[phase] += now - last;
      last = now;
    },
    isProgressDue(): boolean {
      const now = performance.now();
      if (now - lastProgress < PROGRESS_INTERVAL_MS) return false;
      lastProgress = now;
      return true;
    },
    timings: () => ({
      groups_ms: Math.round(spent.groups),
      contacts_ms: Math.round(spent.contacts),
      total_ms: Math.round(performance.now() - started),
    }),
  };
}
