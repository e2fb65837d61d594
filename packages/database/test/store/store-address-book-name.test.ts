import { expect, it } from 'vitest';
import { contactEntry, person } from '../../src/testing/entries.ts';
import { grabAccount } from '../../src/testing/grab-account.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { rowVersions, storedContact } from '../support/stored.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();

const ani = person('6281000000001', '7');
const NAMED = { name: 'Ani Kantor', address_book_name: 'Ani Kantor', short_name: 'Ani' };
const LOST = { name: 'ani', address_book_name: null, short_name: null, push_name: 'ani' };
const grabbed = (fields: Parameters<typeof contactEntry>[1]) => ({
  contacts: [contactEntry(ani, { push_name: 'ani', ...fields })],
});

it('the names of a saved person stay while the page has lost them, and no row is written', async () => {
  const { id } = await newSession(test.db);
  await grabAccount(test.db, id, grabbed(NAMED));
  const before = await rowVersions(test.db, 'contacts', id);
  const { unchanged_count } = await grabAccount(test.db, id, grabbed(LOST));
  expect(unchanged_count).toBe(1);
  expect(await rowVersions(test.db, 'contacts', id)).toEqual(before);
  expect(await storedContact(test.db, id, ani.id)).toMatchObject(NAMED);
});

it.each([
  ['the address book has the person without a name', { address_book_name: '', short_name: '' }],
  ['the person is no longer saved', { is_saved: false }],
])('they go when %s', async (_, fields) => {
  const { id } = await newSession(test.db);
  await grabAccount(test.db, id, grabbed(NAMED));
  await grabAccount(test.db, id, grabbed({ ...LOST, ...fields }));
  expect(await storedContact(test.db, id, ani.id)).toMatchObject(LOST);
});

it('a new person with an empty name in the address book has none', async () => {
  const { id } = await newSession(test.db);
  await grabAccount(test.db, id, grabbed({ ...LOST, address_book_name: '', short_name: '' }));
  expect(await storedContact(test.db, id, ani.id)).toMatchObject(LOST);
});
