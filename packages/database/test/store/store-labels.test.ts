import { expect, it } from 'vitest';
import { readChanges } from '../../src/changes/read-changes.ts';
import { linesOf } from '../../src/connection/copy-line.ts';
import { listContactsPage } from '../../src/contacts/list-contacts-page.ts';
import { streamContacts } from '../../src/contacts/stream-contacts.ts';
import { contactEntry, groupEntry, person, stranger } from '../../src/testing/entries.ts';
import { grabAccount } from '../../src/testing/grab-account.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { rowVersions, storedContact, storedContacts } from '../support/stored.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();

const ani = person('6281000000001', '7');
const NUMBER = '120363000000000009';
const GROUP = `${NUMBER}@g.us`;
/** What is careless with COPY, JSON, arrays or parameters breaks one of them. */
const ODD = [
  'Lunas, "besar"',
  'baris\nbaru\ttab\r.',
  'C:\\Budi \\N \\.',
  '{a,b}',
  "'; DROP TABLE contacts; --",
  '$1 ? ?| @>',
  'Keluarga 👨‍👩‍👧',
  'null',
  'n'.repeat(255),
];

/** A person and a group with the same labels. */
const grabbed = (labels: string[] | null) => ({
  contacts: [contactEntry(ani, { labels })],
  groups: [{ group: groupEntry(NUMBER, { labels }), members: [] }],
});

async function storedOfBoth(id: string) {
  const rows = [await storedContact(test.db, id, ani.id), await storedContact(test.db, id, GROUP)];
  return rows.map(({ labels }) => labels);
}

it('labels are stored in their order, whatever is in their names', async () => {
  const { id } = await newSession(test.db);
  const { unchanged_count } = await grabAccount(test.db, id, grabbed(ODD));
  expect(unchanged_count).toBe(0);
  expect(await storedOfBoth(id)).toEqual([ODD, ODD]);
  const again = await grabAccount(test.db, id, grabbed(ODD));
  expect(again).toMatchObject({ unchanged_count: 2, failed_count: 0 });
});

it('labels stay while they are unknown, and no row is written for that', async () => {
  const { id } = await newSession(test.db);
  await grabAccount(test.db, id, grabbed(['Lunas']));
  const before = await rowVersions(test.db, 'contacts', id);
  const { unchanged_count } = await grabAccount(test.db, id, grabbed(null));
  expect(unchanged_count).toBe(2);
  expect(await rowVersions(test.db, 'contacts', id)).toEqual(before);
  expect(await storedOfBoth(id)).toEqual([['Lunas'], ['Lunas']]);
});

it('no labels are null, and no row is written when they become known', async () => {
  const { id } = await newSession(test.db);
  await grabAccount(test.db, id, grabbed(null));
  const before = await rowVersions(test.db, 'contacts', id);
  const { unchanged_count } = await grabAccount(test.db, id, grabbed([]));
  expect(unchanged_count).toBe(2);
  expect(await rowVersions(test.db, 'contacts', id)).toEqual(before);
  expect(await storedOfBoth(id)).toEqual([null, null]);
});

it.each([
  ['given', null, ['Lunas']],
  ['added', ['Lunas'], ['Lunas', 'Penting']],
  ['removed', ['Lunas'], []],
  ['ordered', ['Lunas', 'Penting'], ['Penting', 'Lunas']],
])('labels that are %s are a change of that field alone', async (_, before, after) => {
  const { id } = await newSession(test.db);
  await grabAccount(test.db, id, grabbed(before));
  const { next } = await readChanges(test.db, { session_id: id, since: null, limit: 10 });
  const { updated_count } = await grabAccount(test.db, id, grabbed(after));
  expect(updated_count).toBe(2);
  const labels = after.length === 0 ? null : after;
  expect(await storedOfBoth(id)).toEqual([labels, labels]);
  const { changes } = await readChanges(test.db, { session_id: id, since: next, limit: 10 });
  const change = { kind: 'changed', fields: ['labels'], contact: { labels } };
  expect(changes).toMatchObject([change, change]);
});

it('labels of two entries of one person, and of two rows that turn out to be one, are not lost', async () => {
  const { id } = await newSession(test.db);
  const twice = [
    contactEntry(stranger('7'), { labels: ['Lunas', 'Penting'] }),
    contactEntry(ani, { labels: null }),
  ];
  await grabAccount(test.db, id, { contacts: twice });
  expect(await storedContacts(test.db, id)).toMatchObject([{ labels: ['Lunas', 'Penting'] }]);
  const { id: other } = await newSession(test.db);
  await grabAccount(test.db, other, {
    contacts: [
      contactEntry(stranger('7'), { labels: ['Lunas'] }),
      contactEntry(person(ani.phone_number ?? ''), { labels: null }),
    ],
  });
  expect(await storedContacts(test.db, other)).toHaveLength(2);
  await grabAccount(test.db, other, { contacts: [contactEntry(ani, { labels: null })] });
  expect(await storedContacts(test.db, other)).toMatchObject([
    { contact_id: ani.id, labels: ['Lunas'] },
  ]);
});

it.each([
  ['not a list', 'Lunas'],
  ['not text', [7]],
  ['NUL', ['a\0']],
  ['surrogate', ['\ud83d']],
  ['too long', Array.from({ length: 1_001 }, () => 'x')],
])(
  'labels that the database cannot hold are refused with their row: %s',
  async (reason, labels) => {
    const { id } = await newSession(test.db);
    const odd = contactEntry(ani, { labels: labels as string[] });
    const sound = contactEntry(person('6281000000002'), { labels: ['Lunas'] });
    const { errors } = await grabAccount(test.db, id, { contacts: [odd, sound] });
    expect(errors).toEqual([
      { type: 'contact', contact_id: ani.id, reason: expect.stringContaining(reason) },
    ]);
    expect(await storedContacts(test.db, id)).toMatchObject([{ labels: ['Lunas'] }]);
  },
);

it.each(ODD)(
  'a filter finds the rows with a label by its whole name, in pages and streams: %j',
  async (label) => {
    const { id } = await newSession(test.db);
    await grabAccount(test.db, id, {
      ...grabbed(ODD),
      contacts: [
        contactEntry(ani, { labels: ODD }),
        contactEntry(person('6281000000002'), { labels: [`${label} lain`] }),
        contactEntry(person('6281000000003')),
      ],
    });
    const find = async (filter: string, type?: 'group') => {
      const filters = { session_id: id, label: filter, ...(type && { type }) };
      const { rows, total } = await listContactsPage(test.db, {
        ...{ ...filters, limit: 10, with_total: true },
      });
      const lines: string[] = [];
      for await (const block of streamContacts(test.db, filters)) lines.push(...linesOf(block));
      expect([total, lines.length]).toEqual([rows.length, rows.length]);
      return rows.map(({ contact_id }) => contact_id);
    };
    expect(await find(label)).toEqual([GROUP, ani.id]);
    expect(await find(` ${label.normalize('NFD')}\0 `)).toEqual([GROUP, ani.id]);
    expect(await find(label, 'group')).toEqual([GROUP]);
    expect(await find(label.slice(0, -1))).toEqual([]);
  },
);
