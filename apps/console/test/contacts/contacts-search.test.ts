import { expect, test, vi } from 'vitest';
import {
  arrowOf,
  directionOf,
  listingOf,
  readContactsSearch,
  sortOf,
  sortsOffered,
  storedSort,
  storeSort,
} from '../../src/rooms/contacts/contacts-search.ts';
import {
  boundedWidth,
  COLUMN_IDS,
  columnsOffered,
  DEFAULT_LAYOUT,
  movedColumn,
  readLayout,
} from '../../src/rooms/contacts/table/column-layout.ts';
import { placeAfter } from '../../src/rooms/contacts/table/grid-keys.ts';

test('takes wrong values of an address as absent', () => {
  const search = { q: 812, type: 'robot', saved: 'maybe', whatsapp: true, field: 'No', label: '' };
  const raw = { ...search, changed: 'yesterday', username: 'budi' };
  expect(readContactsSearch(raw)).toEqual({ q: '812' });
});

test('names the filters in the words of the API', () => {
  const search = {
    account: 's',
    q: ' budi ',
    number: false,
    note: true,
    group: 'g',
    whatsapp: false,
    username: true,
    changed: '2026-01-15',
  };
  expect(listingOf(readContactsSearch(search))).toEqual({
    session: 's',
    sort: 'name',
    filters: {
      search: 'budi',
      has_phone: false,
      has_note: true,
      in_group: 'g',
      on_whatsapp: false,
      has_username: true,
      changed_since: new Date('2026-01-15T00:00').toISOString(),
    },
  });
  const exact = '2026-01-15T10:30:00.000Z';
  expect(listingOf(readContactsSearch({ changed: exact })).filters.changed_since).toBe(exact);
});

test('leaves out over all accounts what the API has for one alone', () => {
  const listing = listingOf({ type: 'group', group: 'g', sort: 'changed', q: '  ' });
  expect(listing).toEqual({ session: null, sort: 'name', filters: { in_group: 'g' } });
});

test('forgets unknown columns that a browser remembers, and adds new ones', () => {
  const text = JSON.stringify({
    order: ['phone', 'gone', 'name'],
    hidden: ['name', 'phone'],
    widths: { phone: 9_000, gone: 3 },
  });
  const layout = readLayout(text);
  expect(layout.order.slice(0, 2)).toEqual(['phone', 'name']);
  expect([...layout.order].sort()).toEqual([...COLUMN_IDS].sort());
  expect(layout.hidden).toContain('phone');
  expect(layout.hidden).not.toContain('name');
  expect(layout.widths).toEqual({ phone: boundedWidth(9_000) });
  expect(readLayout('{')).toBe(DEFAULT_LAYOUT);
  expect(readLayout(null)).toBe(DEFAULT_LAYOUT);
});

test('moves a column within the table only', () => {
  expect(movedColumn(DEFAULT_LAYOUT, 'name', 1).order.slice(0, 2)).toEqual(['phone', 'name']);
  expect(movedColumn(DEFAULT_LAYOUT, 'name', -1)).toBe(DEFAULT_LAYOUT);
});

test('offers the accounts of a person over all accounts alone, and moves columns past them', () => {
  expect(columnsOffered(DEFAULT_LAYOUT, true)).toEqual(COLUMN_IDS);
  const offered = columnsOffered(DEFAULT_LAYOUT, false);
  expect(offered).toEqual(COLUMN_IDS.filter((id) => id !== 'accounts'));
  const moved = movedColumn(DEFAULT_LAYOUT, 'tags', -1, offered);
  expect(columnsOffered(moved, false).slice(3, 6)).toEqual(['username', 'tags', 'lid']);
});

test('moves by key within the grid, and mirrored from right to left', () => {
  const grid = { rows: 100, columns: 5, page: 10, isRightToLeft: false };
  const press = (key: string, ctrlKey = false) => ({ key, ctrlKey });
  const from = { row: 95, column: 1 };
  expect(placeAfter(press('PageDown'), from, grid)).toEqual({ row: 99, column: 1 });
  expect(placeAfter(press('Home'), from, grid)).toEqual({ row: 0, column: 1 });
  expect(placeAfter(press('End', true), from, grid)).toEqual({ row: 99, column: 4 });
  expect(placeAfter(press('ArrowLeft'), from, grid)).toEqual({ row: 95, column: 0 });
  expect(placeAfter(press('ArrowLeft'), from, { ...grid, isRightToLeft: true })).toEqual({
    row: 95,
    column: 2,
  });
  expect(placeAfter(press('x'), from, grid)).toBeNull();
});

test('sorts by the columns that the API can sort by', () => {
  expect([sortOf('name', true), sortOf('name', false)]).toEqual(['name', 'name']);
  expect([sortOf('phone', true), sortOf('phone', false)]).toEqual(['stored', null]);
  expect(sortOf('about', true)).toBeNull();
});

test('sorts both ways, and over all accounts not by changes', () => {
  expect(readContactsSearch({ sort: '-name' })).toEqual({ sort: '-name' });
  expect(readContactsSearch({ sort: '-x' })).toEqual({});
  expect(listingOf({ sort: '-changed', account: 'a' }).sort).toBe('-changed');
  expect(listingOf({ sort: '-changed' }).sort).toBe('name');
  expect(listingOf({ sort: '-stored' }).sort).toBe('-stored');
  expect(sortsOffered(true)).toEqual(['name', '-name', 'stored', '-stored']);
  const directions = (['name', '-name', 'stored'] as const).map((sort) =>
    directionOf(sort, 'name'),
  );
  expect(directions).toEqual(['ascending', 'descending', 'none']);
  expect(directions.map(arrowOf)).toEqual(['↑', '↓', null]);
});

test('remembers the order that was chosen, and takes that of the address first', () => {
  const stored = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  });
  expect(listingOf({}, storedSort()).sort).toBe('name');
  storeSort('-changed');
  expect(listingOf({ account: 'a' }, storedSort()).sort).toBe('-changed');
  // Over all accounts nothing is sorted by changes.
  expect(listingOf({}, storedSort()).sort).toBe('name');
  const byName = readContactsSearch({ account: 'a', sort: 'name' });
  expect(listingOf(byName, storedSort()).sort).toBe('name');
  stored.set([...stored.keys()][0] ?? '', 'by luck');
  expect(storedSort()).toBeUndefined();
  vi.unstubAllGlobals();
});
