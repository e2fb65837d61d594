import { expect, it } from 'vitest';
import {
  type Change,
  countKinds,
  groupByDay,
  kindsOf,
} from '../../src/book/changes/change-kinds.ts';
import { rowHistory } from '../../src/book/changes/row-history.ts';
import { changesTable } from '../../src/rooms/changes/changes-table.ts';

const CONTACT = {
  ...{ id: 7, contact_id: '628101@s.whatsapp.net', name: 'Budi', type: 'individual' },
  ...{ name_source: 'push', status: 'active', phone_number: '628101' },
} as const;

function changed(fields: readonly string[], more: object = {}): Change {
  const start = { session_id: 's', change: 'changed', changed_at: '2026-01-15T10:00:00.000Z' };
  return { ...start, fields, contact: CONTACT, ...more } as unknown as Change;
}

function other(change: object, changed_at: string | null = null): Change {
  return { session_id: 's', changed_at, ...change } as unknown as Change;
}

it.each([
  [changed(['push_name', 'name']), ['renamed']],
  [changed(['contact_id', 'phone_number']), ['number']],
  [changed(['status', 'about']), ['back']],
  [changed(['about', 'labels']), ['other']],
  [changed(['name', 'status', 'phone_number']), ['renamed', 'number', 'back']],
  [other({ change: 'created', contact: CONTACT }), ['new']],
  [other({ change: 'created', contact: { ...CONTACT, status: 'inactive' } }), ['new', 'gone']],
  [other({ change: 'removed', contact: CONTACT }), ['gone']],
  [other({ change: 'deleted', id: 7, reason: 'merged', merged_into: 12 }), ['merged']],
  [other({ change: 'deleted', id: 7, reason: 'purged' }), ['deleted']],
  [other({ change: 'membership', membership: { change: 'joined' } }), ['joined']],
])('calls a change what people call it: %#', (change, kinds) => {
  expect(kindsOf(change)).toEqual(kinds);
});

it('counts each kind', () => {
  const counts = countKinds([changed(['name']), changed(['name', 'status'])]);
  expect([...counts]).toEqual([
    ['renamed', 2],
    ['back', 1],
  ]);
});

it('groups by day, the latest first, and what is long ago at the end', () => {
  const rows = groupByDay([
    other({ change: 'created', contact: CONTACT }),
    other({ change: 'created', contact: CONTACT }, '2026-01-14T12:00:00.000Z'),
    other({ change: 'created', contact: CONTACT }, '2026-01-15T12:00:00.000Z'),
    other({ change: 'removed', contact: CONTACT }, '2026-01-15T12:01:00.000Z'),
  ]);
  const brief = rows.map((row) =>
    'change' in row ? row.change.change : `${row.day} ${row.count}`,
  );
  expect(brief).toEqual([
    ...['Thu Jan 15 2026 2', 'removed', 'created', 'Wed Jan 14 2026 1', 'created'],
    ...['null 1', 'created'],
  ]);
});

it('writes a row of a file for each changed field, with its values', () => {
  const values = { name: { old: 'Ani', new: 'Budi' } };
  const { titles, rows } = changesTable([changed(['name', 'about'], { values })]);
  expect(rows).toHaveLength(2);
  const [first = []] = rows;
  expect(first[titles.indexOf('old')]).toBe('Ani');
  expect(first[titles.indexOf('new')]).toBe('Budi');
  expect(first[titles.indexOf('phone_number')]).toBe('+628101');
});

it('writes as many cells as titles for each kind of change', () => {
  const membership = { change: 'joined', participant_id: 'p', name: null, group_id: 'g' };
  const more = { group_name: null, role: 'participant', old_role: null };
  const { titles, rows } = changesTable([
    other({ change: 'created', contact: CONTACT }),
    other({ change: 'deleted', id: 7, reason: 'merged', merged_into: 12 }),
    other({ change: 'membership', membership: { ...membership, ...more } }),
    changed(['name']),
  ]);
  for (const row of rows) expect(row).toHaveLength(titles.length);
});

it('in the history of a row, only the change that removed it says that it is gone', () => {
  const gone = { ...CONTACT, status: 'inactive' };
  const history = [
    other({ change: 'created', contact: gone }),
    changed(['push_name'], { contact: gone }),
    other({ change: 'removed', contact: gone }),
  ];
  expect(rowHistory(history).map(kindsOf)).toEqual([['new'], ['renamed'], ['gone']]);
});
