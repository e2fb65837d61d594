// @ts-nocheck
// Runs inside WhatsApp Web. Collects what leaves the page, sent as one text for each chunk: JSON tuples of
// what is few, and columns of what is many.

import { reasonOf, spell } from './addresses.ts';
import { chunkText, digitsColumn, listsColumn, numbersText, textColumn } from './chunk-text.ts';

/** So long that transport is cheap, so short that no single answer stalls the engine. */
const CHUNK_CHARACTERS = 220_000;
/** Groups larger than this go out in parts. */
export const ROLES = 4;
const MEMBERS_PER_PART = 4_000;
const TUPLE_OVERHEAD = 40;
const ROW_OVERHEAD = 25;
const PERSON_FIELDS = 3;
/** Both addresses and what separates them. */
const PERSON_CHARACTERS = 32;
const CONTACT_FIELDS = 8;
const CHARACTERS_PER_MEMBER = 4;
/** What was sent of a person: one address, or both. */
const HALF_KNOWN = 1;
const FULLY_KNOWN = 2;

export function createOutput() {
  const done = { groups: 0, contacts: 0 };
  const total = { groups: 0, contacts: 0 };
  let phase = 'groups';
  let size = 0;
  let personsSent = 0;
  let chunk = emptyChunk();

  function emptyChunk() {
    return {
      firstPerson: personsSent,
      persons: columns(PERSON_FIELDS),
      updates: [],
      groups: [],
      membersOf: [],
      members: [],
      contacts: columns(CONTACT_FIELDS),
      unreadable: [],
      unread: [],
    };
  }

  function columns(count) {
    return Array.from({ length: count }, () => []);
  }

  function addRow(table, row) {
    size += ROW_OVERHEAD;
    for (let n = 0; n < row.length; n += 1) {
      const value = row[n];
      table[n].push(value);
      if (typeof value === 'string') size += value.length;
    }
  }

  function push(list, tuple) {
    chunk[list].push(tuple);
    size += TUPLE_OVERHEAD;
    for (let n = 0; n < tuple.length; n += 1) {
      if (typeof tuple[n] === 'string') size += tuple[n].length;
    }
  }

  return {
    /** What is read from now on, and how many there are, as far as that is known. */
    enter(type, count = 0) {
      phase = type;
      total[type] = count;
    },
    progress() {
      done[phase] += 1;
    },
    /** A person whom groups refer to; sent again only when more has become known. */
    person(person) {
      const version = person.phone === null || person.lid === null ? HALF_KNOWN : FULLY_KNOWN;
      if (person.sent === version) return;
      const isUpdate = person.sent !== 0;
      person.sent = version;
      const { phone, lid, name } = person;
      if (isUpdate) push('updates', [person.index, phone, lid, name]);
      else {
        person.index = personsSent;
        personsSent += 1;
        const table = chunk.persons;
        table[0].push(phone);
        table[1].push(lid);
        table[2].push(name);
        size += PERSON_CHARACTERS + (name === null ? 0 : name.length);
      }
    },
    group(fields, members) {
      push('groups', fields);
      for (let start = 0; start < members.length; start += MEMBERS_PER_PART) {
        const part = members.slice(start, start + MEMBERS_PER_PART);
        chunk.membersOf.push(fields[0]);
        chunk.members.push(numbersText(part));
        size += part.length * CHARACTERS_PER_MEMBER;
      }
    },
    contact: (fields) => addRow(chunk.contacts, fields),
    /** An item that could not be read; one whose very id cannot be read makes the listing incomplete. */
    unreadable(type, item, error) {
      let id = null;
      try {
        id = spell(item.id);
      } catch {
        // Reported without an id.
      }
      push('unreadable', [type, id, reasonOf(error)]);
    },
    /** A group whose members WhatsApp did not give; `isLoaded`: the page has some from before. */
    unread: (id, reason, isLoaded) => push('unread', [id, reason, isLoaded]),
    /** A chunk that is full goes out. */
    isFull: () => size >= CHUNK_CHARACTERS,
    take(isDone, queriesSent) {
      const { firstPerson, persons, updates, groups, membersOf, members } = chunk;
      const { contacts, unreadable, unread } = chunk;
      const head = {
        firstPerson,
        persons: persons[0].length,
        updates,
        groups,
        membersOf,
        contacts: contacts[0].length,
        unreadable,
        unread,
        phase,
        done: done[phase],
        total: total[phase],
        isDone,
        queriesSent,
      };
      const text = chunkText(head, [
        ...persons.slice(0, 2).map(digitsColumn),
        ...persons.slice(2).map(textColumn),
        listsColumn(members),
        ...contacts.slice(0, 3).map(digitsColumn),
        ...contacts.slice(3).map(textColumn),
      ]);
      chunk = emptyChunk();
      size = 0;
      return text;
    },
  };
}
