import { expect } from 'vitest';
import { readChanges } from '../../src/changes/read-changes.ts';
import type { Database } from '../../src/connection/open-database.ts';
import type { ChangeCursor } from '../../src/contacts/change-number.ts';
import type { ContactRow } from '../../src/contacts/contact-row.ts';
import { storedContacts } from '../support/stored.ts';

/** Moves without a change of the contact: a complete listing that saw it again. */
const UNREPORTED = ['grabbed_at'];

/** Somebody who knows a session's address book from its changes alone. */
export function changeReader(db: Database, session_id: string, pageSize: number) {
  const copy = new Map<number, ContactRow>();
  let cursor: ChangeCursor | null = null;
  return {
    /** Reads on, and holds each change against what it knew; then its copy is the stored state. */
    catchUp: async (): Promise<void> => {
      for (;;) {
        const page = await readChanges(db, { session_id, since: cursor, limit: pageSize });
        cursor = page.next;
        for (const change of page.changes) {
          if (change.kind === 'deleted') copy.delete(change.id);
          else if (change.kind !== 'membership') {
            const known = copy.get(change.contact.id);
            expect(change.kind === 'created').toBe(known === undefined);
            if (change.kind === 'changed' && known !== undefined) {
              expect(change.fields).toEqual(
                expect.arrayContaining(differing(known, change.contact)),
              );
            }
            if (change.kind === 'removed') expect(change.contact.status).toBe('inactive');
            copy.set(change.contact.id, change.contact);
          }
        }
        if (!page.has_more) break;
      }
      const stored = await storedContacts(db, session_id);
      expect([...copy.values()].map(comparable).sort(byId)).toEqual(
        stored.map(comparable).sort(byId),
      );
    },
  };
}

function differing(one: ContactRow, other: ContactRow): string[] {
  const [a, b] = [comparable(one), comparable(other)];
  // When it was created moves in a merge alone, and is no field of the account's.
  const names = Object.keys(a).filter((name) => name !== 'created_at');
  return names.filter((name) => JSON.stringify(a[name]) !== JSON.stringify(b[name]));
}

function comparable(row: ContactRow): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !UNREPORTED.includes(name)));
}

function byId(a: Record<string, unknown>, b: Record<string, unknown>): number {
  return Number(a.id) - Number(b.id);
}
