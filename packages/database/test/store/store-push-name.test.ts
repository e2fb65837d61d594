import { expect, it } from 'vitest';
import { readChanges } from '../../src/changes/read-changes.ts';
import { contactEntry, person, stranger } from '../../src/testing/entries.ts';
import { grabAccount } from '../../src/testing/grab-account.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { rowVersions, storedContact } from '../support/stored.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();

const ani = person('6281000000001', '7');
const NAMELESS = { name: null, is_saved: false };
const pushing = (push_name: string | null, who = ani) => ({
  contacts: [contactEntry(who, { ...NAMELESS, name: push_name, push_name })],
});

it('a push name stays while the page has none, as the name too, and no row is written', async () => {
  const { id } = await newSession(test.db);
  await grabAccount(test.db, id, pushing('ani'));
  const before = await rowVersions(test.db, 'contacts', id);
  const { unchanged_count } = await grabAccount(test.db, id, pushing(null));
  expect(unchanged_count).toBe(1);
  expect(await rowVersions(test.db, 'contacts', id)).toEqual(before);
  expect(await storedContact(test.db, id, ani.id)).toMatchObject({ name: 'ani', push_name: 'ani' });
});

it('a person who is no longer saved has the push name that was known', async () => {
  const { id } = await newSession(test.db);
  const saved = { name: 'Ani Kantor', address_book_name: 'Ani Kantor', push_name: 'ani' };
  await grabAccount(test.db, id, { contacts: [contactEntry(ani, saved)] });
  const { next } = await readChanges(test.db, { session_id: id, since: null, limit: 10 });
  await grabAccount(test.db, id, pushing(null));
  expect(await storedContact(test.db, id, ani.id)).toMatchObject({
    ...{ name: 'ani', push_name: 'ani', address_book_name: null },
  });
  const { changes } = await readChanges(test.db, { session_id: id, since: next, limit: 10 });
  expect(changes).toMatchObject([
    { kind: 'changed', fields: ['address_book_name', 'is_saved', 'name'] },
  ]);
});

it('a push name that is known is a better name than a username', async () => {
  const { id } = await newSession(test.db);
  await grabAccount(test.db, id, pushing('ani'));
  const known = { ...NAMELESS, name: '@ani.99', username: 'ani.99' };
  await grabAccount(test.db, id, { contacts: [contactEntry(ani, known)] });
  expect(await storedContact(test.db, id, ani.id)).toMatchObject({
    ...{ name: 'ani', push_name: 'ani', username: 'ani.99' },
  });
});

it('a new push name takes the place of the old one', async () => {
  const { id } = await newSession(test.db);
  await grabAccount(test.db, id, pushing('ani'));
  await grabAccount(test.db, id, pushing('ani baru'));
  expect(await storedContact(test.db, id, ani.id)).toMatchObject({
    ...{ name: 'ani baru', push_name: 'ani baru' },
  });
});

it('a number that comes with another LID does not keep the push name of its last owner', async () => {
  const { id } = await newSession(test.db);
  await grabAccount(test.db, id, pushing('ani'));
  await grabAccount(test.db, id, pushing(null, person('6281000000001', '8')));
  expect(await storedContact(test.db, id, ani.id)).toMatchObject({ name: null, push_name: null });
});

it('the push name of a LID goes with it to the phone that becomes known', async () => {
  const { id } = await newSession(test.db);
  await grabAccount(test.db, id, pushing('ani', stranger('7')));
  await grabAccount(test.db, id, pushing(null));
  expect(await storedContact(test.db, id, ani.id)).toMatchObject({ name: 'ani', push_name: 'ani' });
});
