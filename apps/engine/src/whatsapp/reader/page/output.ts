// Runs inside WhatsApp Web. Packs each chunk of a read into one text: columns for persons, members and
// contacts, which are many, and JSON for the rest.

import type {
  ContactTuple,
  GroupTuple,
  JoinTimesTuple,
  LabelsTuple,
  OlderLidsTuple,
  PastTuple,
  PersonTuple,
  ReadChunk,
  SyncState,
  UnreadableTuple,
  UnreadTuple,
} from '../../../reading/account-reader.ts';
import { reasonOf, spell } from './addresses.ts';
import { chunkText, digitsColumn, listsColumn, numbersText, textColumn } from './chunk-text.ts';
import type { Person } from './persons.ts';
import type { Wid } from './whatsapp-web.ts';

/** The line of JSON at the start of a chunk; the columns follow. */
export type ChunkHead = Omit<ReadChunk, 'persons' | 'members' | 'contacts'> & {
  /** How many persons the columns hold, whose indexes go up from `firstPerson`. */
  readonly persons: number;
  readonly firstPerson: number;
  /** Persons of earlier chunks about whom the page has learned more. */
  readonly updates: readonly PersonTuple[];
  /** The groups whose members the column holds. */
  readonly membersOf: readonly string[];
  readonly contacts: number;
};

type Phase = ReadChunk['phase'];

export type Output = {
  /** Begins a phase of the read, with the number of its items as far as it is known. Progress counts what is put out. */
  enter(type: Phase, count?: number): void;
  /** A person whom groups refer to; sent again only when the page has learned more. */
  person(person: Person): void;
  /** `joinTimes` as JoinTimesTuple has them. */
  group(fields: GroupTuple, members: readonly number[], joinTimes: number[]): void;
  /** Who has left the group that was sent last, as PastTuple has them. */
  past(groupId: string, departures: number[]): void;
  contact(
    fields: ContactTuple,
    olderLids: readonly string[] | null,
    labels: readonly string[] | null,
  ): void;
  contactWithoutWhatsApp(fields: ContactTuple): void;
  /** An item that could not be read. An item whose id cannot be read makes the listing incomplete. */
  unreadable(type: UnreadableTuple[0], item: { readonly id: Wid | null }, error: unknown): void;
  /** A group whose members WhatsApp did not give; `hasOlder`: the page has some from before. */
  unread(id: string, reason: string, hasOlder: boolean): void;
  /** A group that exists and that this read cannot see. */
  kept(id: string): void;
  /** A chunk that is full goes out. */
  isFull(): boolean;
  /** `last` goes out with the last chunk. */
  take(queriesSent: number, last: LastParts | null): string;
};

/** What only the last chunk has. */
type LastParts = Pick<ReadChunk, 'groupListing' | 'allWithoutWhatsApp'> & {
  readonly sync: SyncState;
};

type Cell = string | number | null;

type Chunk = {
  readonly firstPerson: number;
  readonly persons: {
    readonly phones: (string | null)[];
    readonly lids: (string | null)[];
    readonly names: (string | null)[];
    readonly masked: (string | null)[];
  };
  readonly updates: PersonTuple[];
  readonly groups: GroupTuple[];
  readonly membersOf: string[];
  readonly members: string[];
  readonly joinTimes: JoinTimesTuple[];
  readonly past: PastTuple[];
  readonly contacts: Cell[][];
  withoutWhatsApp: number;
  readonly olderLids: OlderLidsTuple[];
  readonly labels: LabelsTuple[];
  readonly unreadable: UnreadableTuple[];
  readonly unread: UnreadTuple[];
  readonly kept: string[];
};

/** Long enough for cheap transport, short enough that one chunk does not stall the engine. */
const CHUNK_CHARACTERS = 220_000;
/** Groups larger than this go out in parts. */
const MEMBERS_PER_PART = 4_000;
const TUPLE_OVERHEAD = 40;
const ROW_OVERHEAD = 25;
/** Both addresses and their separators. */
const PERSON_CHARACTERS = 32;
/** The first columns of contacts hold digits, the others texts. */
const CONTACT_DIGITS = 3;
const CHARACTERS_PER_MEMBER = 4;
/** In JSON, on average: half of them are times. */
const CHARACTERS_PER_NUMBER = 9;
/** The quotes and the comma of a text in JSON. */
const TEXT_OVERHEAD = 3;
/** How much of a person was sent: one address, or both. */
const HALF_KNOWN = 1;
const FULLY_KNOWN = 2;

/** `contactTexts`: how many texts a contact has. */
export function createOutput(contactTexts: number): Output {
  const done = { groups: 0, contacts: 0 };
  const total = { groups: 0, contacts: 0 };
  let phase: Phase = 'groups';
  let size = 0;
  let personsSent = 0;
  let chunk = emptyChunk();

  function emptyChunk(): Chunk {
    return {
      firstPerson: personsSent,
      persons: { phones: [], lids: [], names: [], masked: [] },
      updates: [],
      groups: [],
      membersOf: [],
      members: [],
      joinTimes: [],
      past: [],
      contacts: Array.from({ length: CONTACT_DIGITS + contactTexts }, () => []),
      withoutWhatsApp: 0,
      olderLids: [],
      labels: [],
      unreadable: [],
      unread: [],
      kept: [],
    };
  }

  function addContact(row: ContactTuple) {
    size += ROW_OVERHEAD;
    for (let n = 0; n < row.length; n += 1) {
      const value = row[n] as Cell;
      (chunk.contacts[n] as Cell[]).push(value);
      if (typeof value === 'string') size += value.length;
    }
  }

  function push<Tuple extends readonly unknown[]>(list: Tuple[], tuple: Tuple) {
    list.push(tuple);
    size += TUPLE_OVERHEAD;
    for (const value of tuple) {
      if (typeof value === 'string') size += value.length;
      else if (Array.isArray(value)) size += charactersOf(value);
    }
  }

  function charactersOf(values: readonly (string | number)[]): number {
    let count = 0;
    for (const value of values) {
      count += typeof value === 'string' ? value.length + TEXT_OVERHEAD : CHARACTERS_PER_NUMBER;
    }
    return count;
  }

  return {
    enter(type, count = 0) {
      phase = type;
      total[type] = count;
    },
    person(person) {
      const version = person.phone === null || person.lid === null ? HALF_KNOWN : FULLY_KNOWN;
      if (person.sent === version) return;
      const isUpdate = person.sent !== 0;
      person.sent = version;
      const { phone, lid, name } = person;
      const masked = phone === null ? person.masked : null;
      if (isUpdate) push(chunk.updates, [person.index, phone, lid, name, masked]);
      else {
        person.index = personsSent;
        personsSent += 1;
        const { persons } = chunk;
        persons.phones.push(phone);
        persons.lids.push(lid);
        persons.names.push(name);
        persons.masked.push(masked);
        size += PERSON_CHARACTERS + (name?.length ?? 0) + (masked?.length ?? 0);
      }
    },
    group(fields, members, joinTimes) {
      done.groups += 1;
      push(chunk.groups, fields);
      if (joinTimes.length > 0) push(chunk.joinTimes, [fields[0], joinTimes]);
      for (let start = 0; start < members.length; start += MEMBERS_PER_PART) {
        const part = members.slice(start, start + MEMBERS_PER_PART);
        chunk.membersOf.push(fields[0]);
        chunk.members.push(numbersText(part));
        size += part.length * CHARACTERS_PER_MEMBER;
      }
    },
    past(groupId, departures) {
      push(chunk.past, [groupId, departures]);
    },
    contact(fields, olderLids, labels) {
      done.contacts += 1;
      const at = chunk.contacts[0]?.length ?? 0;
      if (olderLids !== null) {
        chunk.olderLids.push([at, olderLids]);
        size += olderLids.length * TUPLE_OVERHEAD;
      }
      if (labels !== null && labels.length > 0) push(chunk.labels, [at, labels]);
      addContact(fields);
    },
    contactWithoutWhatsApp(fields) {
      chunk.withoutWhatsApp += 1;
      addContact(fields);
    },
    unreadable(type, item, error) {
      let id: string | null = null;
      try {
        if (item.id) id = spell(item.id);
      } catch {
        // Reported without an id.
      }
      push(chunk.unreadable, [type, id, reasonOf(error)]);
    },
    unread: (id, reason, hasOlder) => push(chunk.unread, [id, reason, hasOlder]),
    kept(id) {
      chunk.kept.push(id);
      size += TUPLE_OVERHEAD;
    },
    isFull: () => size >= CHUNK_CHARACTERS,
    take(queriesSent, last) {
      const { firstPerson, persons, updates, groups, membersOf, members } = chunk;
      const { contacts, withoutWhatsApp, olderLids, labels, joinTimes, past } = chunk;
      const { unreadable, unread, kept } = chunk;
      const head: ChunkHead = {
        firstPerson,
        persons: persons.phones.length,
        updates,
        groups,
        membersOf,
        joinTimes,
        past,
        contacts: contacts[0]?.length ?? 0,
        withoutWhatsApp,
        olderLids,
        labels,
        unreadable,
        unread,
        kept,
        phase,
        done: done[phase],
        total: Math.max(total[phase], done[phase]),
        isDone: last !== null,
        queriesSent,
        sync: last?.sync ?? null,
        groupListing: last?.groupListing ?? null,
        allWithoutWhatsApp: last?.allWithoutWhatsApp ?? null,
      };
      const text = chunkText(head, [
        digitsColumn(persons.phones),
        digitsColumn(persons.lids),
        textColumn(persons.names),
        textColumn(persons.masked),
        listsColumn(members),
        ...contacts.map((cells, n) =>
          n < CONTACT_DIGITS ? digitsColumn(cells) : textColumn(cells as (string | null)[]),
        ),
      ]);
      chunk = emptyChunk();
      size = 0;
      return text;
    },
  };
}
