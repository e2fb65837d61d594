import { expect, it } from 'vitest';
import { readChanges } from '../../src/changes/read-changes.ts';
import { contactEntry, person, stranger } from '../../src/testing/entries.ts';
import { grabAccount } from '../../src/testing/grab-account.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { rowVersions, storedContact } from '../support/stored.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();

const ani = person('6281000000001', '7');
const saying = (about: string | null) => ({ contacts: [contactEntry(ani, { about })] });

it('a status text stays while it is unknown, and no row is written for that', async () => {
  const { id } = await newSession(test.db);
  await grabAccount(test.db, id, saying('Sibuk'));
  const before = await rowVersions(test.db, 'contacts', id);
  const { unchanged_count } = await grabAccount(test.db, id, saying(null));
  expect(unchanged_count).toBe(1);
  expect(await rowVersions(test.db, 'contacts', id)).toEqual(before);
  expect(await storedContact(test.db, id, ani.id)).toMatchObject({ about: 'Sibuk' });
});

it('a status text goes when the person has emptied it, and that is a change', async () => {
  const { id } = await newSession(test.db);
  await grabAccount(test.db, id, saying('Sibuk'));
  const { next } = await readChanges(test.db, { session_id: id, since: null, limit: 10 });
  await grabAccount(test.db, id, saying(''));
  expect(await storedContact(test.db, id, ani.id)).toMatchObject({ about: null });
  const { changes } = await readChanges(test.db, { session_id: id, since: next, limit: 10 });
  expect(changes).toMatchObject([{ kind: 'changed', fields: ['about'] }]);
  const { unchanged_count } = await grabAccount(test.db, id, saying(''));
  expect(unchanged_count).toBe(1);
});

it('a new contact with an empty status text has none', async () => {
  const { id } = await newSession(test.db);
  await grabAccount(test.db, id, saying(''));
  expect(await storedContact(test.db, id, ani.id)).toMatchObject({ about: null });
});

it('the status text of a LID goes with it to the phone that becomes known', async () => {
  const { id } = await newSession(test.db);
  await grabAccount(test.db, id, { contacts: [contactEntry(stranger('7'), { about: 'Sibuk' })] });
  await grabAccount(test.db, id, saying(null));
  expect(await storedContact(test.db, id, ani.id)).toMatchObject({ about: 'Sibuk' });
});
