import { expect, it } from 'vitest';
import { findDifferences, type Row } from './rows.ts';

const row: Row = { id: 1, name: 'Budi', name_source: 'push', grabbed_at: 'a', labels: ['Baru'] };
const rows = (...all: Row[]) => new Map(all.map((one) => [Number(one.id), one]));

it('names rows that are missing, rows that are gone, and fields that differ', () => {
  const stored = rows(row, { ...row, id: 2 });
  const copies = rows({ ...row, labels: [] }, { ...row, id: 3 });
  expect(findDifferences(stored, copies)).toEqual([
    '2 is missing',
    '3 is gone',
    '1 differs in labels',
  ]);
});

it('takes what moves without a change for equal, and nothing else', () => {
  const unnamed = { ...row, name_source: 'members' };
  expect(findDifferences(rows(row), rows({ ...row, grabbed_at: 'b' }))).toEqual([]);
  expect(findDifferences(rows(unnamed), rows({ ...unnamed, name: 'Ani' }))).toEqual([]);
  expect(findDifferences(rows(row), rows({ ...row, name: 'Ani' }))).toEqual(['1 differs in name']);
});
