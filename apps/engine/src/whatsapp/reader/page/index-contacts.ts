// Runs inside WhatsApp Web. Indexes the contact collection before groups are read.

import type { Names } from './names.ts';
import type { Persons } from './persons.ts';
import type { ContactModel } from './whatsapp-web.ts';

const ENTRIES_PER_STEP = 250;

/**
 * Entries lie side by side in memory in the order of their collection. Indexing all of them in this order
 * takes a fraction of the time that it takes in the order of the groups' members. Yields after each step.
 */
export function* indexContacts({
  persons,
  names,
  entries,
}: {
  readonly persons: Persons;
  readonly names: Names;
  readonly entries: readonly ContactModel[];
}): Generator<undefined, void> {
  for (let start = 0; start < entries.length; start += ENTRIES_PER_STEP) {
    indexSome(start, Math.min(start + ENTRIES_PER_STEP, entries.length));
    yield;
  }

  function indexSome(start: number, end: number) {
    for (let n = start; n < end; n += 1) {
      try {
        const entry = entries[n] as ContactModel;
        const { id } = entry;
        const person = persons.find(id);
        if (person) names.note(person, entry, id.server === 'lid');
      } catch {
        // A member who refers to it is reported as one that cannot be read.
      }
    }
  }
}
