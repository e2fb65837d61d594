import { expect, it } from 'vitest';
import { contactEntry, person } from '../../src/testing/entries.ts';
import { grabAccount } from '../../src/testing/grab-account.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { storedContact } from '../support/stored.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();

const ani = person('6281000000001', '7');
const blocked = (is_blocked: boolean | null) => ({ contacts: [contactEntry(ani, { is_blocked })] });

it('a blocked person stays blocked while the blocklist is unknown', async () => {
  const { id } = await newSession(test.db);
  await grabAccount(test.db, id, blocked(true));
  const { unchanged_count } = await grabAccount(test.db, id, blocked(null));
  expect(unchanged_count).toBe(1);
  expect(await storedContact(test.db, id, ani.id)).toMatchObject({ is_blocked: true });
  await grabAccount(test.db, id, blocked(false));
  expect(await storedContact(test.db, id, ani.id)).toMatchObject({ is_blocked: false });
});

it('a new person is not blocked while the blocklist is unknown', async () => {
  const { id } = await newSession(test.db);
  await grabAccount(test.db, id, blocked(null));
  expect(await storedContact(test.db, id, ani.id)).toMatchObject({ is_blocked: false });
});
