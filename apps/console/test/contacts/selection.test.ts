import { expect, it } from 'vitest';
import {
  isPicked,
  keptSelection,
  NO_SELECTION,
  offersAll,
  toggled,
  withRows,
} from '../../src/rooms/contacts/bulk/selection.ts';
import type { ContactRow } from '../../src/rooms/contacts/rows/contact-source.ts';
import { rowsBetween } from '../../src/rooms/contacts/table/grid-keys.ts';

const row = (id: number) =>
  ({
    id,
    session_id: 's',
    contact_id: `${id}@lid`,
    name: 'Budi',
    type: 'individual',
  }) as ContactRow;

it('chooses the rows between two places, in either direction', () => {
  expect(rowsBetween(3, 5)).toEqual([3, 4, 5]);
  expect(rowsBetween(5, 3)).toEqual([3, 4, 5]);
  expect(rowsBetween(4, 4)).toEqual([4]);
});

it('adds a range to what is chosen, and changes nothing while all are', () => {
  const some = withRows(toggled(NO_SELECTION, row(9)), [row(1), row(2)]);
  expect([1, 2, 3, 9].map((id) => isPicked(some, row(id)))).toEqual([true, true, false, true]);
  expect(withRows({ kind: 'all' }, [row(1)])).toEqual({ kind: 'all' });
});

it('chooses nothing of an account in another one, or of one in all', () => {
  const listing = (session: string | null, search = '') =>
    ({ session, filters: { search }, sort: 'name' }) as const;
  const some = toggled(NO_SELECTION, row(1));
  expect(keptSelection(some, listing('a'), listing('b'))).toBe(NO_SELECTION);
  expect(keptSelection(some, listing('a'), listing(null))).toBe(NO_SELECTION);
  expect(keptSelection(some, listing(null), listing('a'))).toBe(NO_SELECTION);
  expect(keptSelection(some, listing('a'), listing('a', 'budi'))).toBe(some);
  const all = { kind: 'all' } as const;
  expect(keptSelection(all, listing('a'), listing('a', 'budi'))).toBe(NO_SELECTION);
  expect(keptSelection(all, listing('a'), listing('a'))).toBe(all);
});

it('offers to choose all that match, unless nothing does', () => {
  const some = toggled(NO_SELECTION, row(1));
  expect([3, 0, null].map((total) => offersAll(some, total))).toEqual([true, false, false]);
  expect(offersAll({ kind: 'all' }, 3)).toBe(false);
});
