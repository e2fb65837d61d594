// Runs inside WhatsApp Web. Collects what leaves the page, sent as one JSON text for each chunk: tuples, and
// columns of what is many.

import { reasonOf, spell } from './addresses.js';
import { chunkText } from './chunk-text.js';

/** So long that transport is cheap, so short that no single answer stalls the engine. */
const CHUNK_CHARACTERS = 150_000;
/** Groups larger than this go out in parts. */
const MEMBERS_PER_PART = 4_000;
const TUPLE_OVERHEAD = 40;
const ROW_OVERHEAD = 25;
const PERSON_FIELDS = 4;
const CONTACT_FIELDS = 8;
const CHARACTERS_PER_MEMBER = 7;
/** What was sent of a person: one address, or both. */
const HALF_KNOWN = 1;
const FULLY_KNOWN = 2;

export function createOutput() {
  const done = { groups: 0, contacts: 0 };
  const total = { groups: 0, contacts: 0 };
  let phase = 'groups';
  let size = 0;
  let chunk = emptyChunk();

  function emptyChunk() {
    return {
      persons: columns(PERSON_FIELDS),
      groups: [],
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
    setTotal(type, count) {
      phase = type;
      total[type] = count;
    },
    progress() {
      done[phase] += 1;
    },
    /** A person whom groups refer to; sent again only when more has become known. */
    person(person, names) {
      const version = person.phone === null || person.lid === null ? HALF_KNOWN : FULLY_KNOWN;
      if (person.sent === version) return;
      person.sent = version;
      const { phone, lid, index } = person;
      addRow(chunk.persons, [phone, lid, index, names.ofMember(person)]);
    },
    group(fields, members) {
      push('groups', fields);
      for (let start = 0; start < members.length; start += MEMBERS_PER_PART) {
        const part = members.slice(start, start + MEMBERS_PER_PART);
        chunk.members.push([fields[0], part]);
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
      const text = chunkText({
        ...chunk,
        persons: joinDigits(chunk.persons),
        contacts: joinDigits(chunk.contacts),
        phase,
        done: done[phase],
        total: total[phase],
        isDone,
        queriesSent,
      });
      chunk = emptyChunk();
      size = 0;
      return text;
    },
  };
}

/** Phones and LIDs, the first two columns, as one text each: digits need no quotes. Null is no digits. */
function joinDigits([phones, lids, ...others]) {
  return [phones.join(), lids.join(), ...others];
}
