// Runs inside WhatsApp Web. Collects what leaves the page: tuples, sent as one JSON text for each chunk.

import { reasonOf, spell } from './addresses.js';

/** Groups larger than this go out in parts. */
const MEMBERS_PER_PART = 4_000;
const TUPLE_OVERHEAD = 40;
const CHARACTERS_PER_MEMBER = 7;

export function createOutput() {
  const known = new Set();
  const done = { groups: 0, contacts: 0 };
  const total = { groups: 0, contacts: 0 };
  let phase = 'groups';
  let size = 0;
  let chunk = emptyChunk();

  function emptyChunk() {
    return { persons: [], groups: [], members: [], contacts: [], unreadable: [] };
  }

  function push(list, tuple) {
    chunk[list].push(tuple);
    size += TUPLE_OVERHEAD;
    for (const field of tuple) if (typeof field === 'string') size += field.length;
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
      const version = `${person.index}/${person.phone === null}/${person.lid === null}`;
      if (known.has(version)) return;
      known.add(version);
      push('persons', [person.index, person.phone, person.lid, names.ofMember(person)]);
    },
    group(fields, members) {
      push('groups', fields);
      for (let start = 0; start < members.length; start += MEMBERS_PER_PART) {
        const part = members.slice(start, start + MEMBERS_PER_PART);
        chunk.members.push([fields[0], part]);
        size += part.length * CHARACTERS_PER_MEMBER;
      }
    },
    contact: (fields) => push('contacts', fields),
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
    size: () => size,
    take(isDone, queriesSent) {
      const text = JSON.stringify({
        ...chunk,
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
