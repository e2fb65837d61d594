import { expect, it } from 'vitest';
import { readChanges } from '../../src/changes/read-changes.ts';
import { cursorsAtTime, forgetChangeTimes } from '../../src/contacts/change-times.ts';
import { contactEntry, person } from '../../src/testing/entries.ts';
import { grabAccount } from '../../src/testing/grab-account.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();

it('keeps the last of the old times, so that a quiet session can be read from any later time', async () => {
  const { id } = await newSession(test.db);
  await grabAccount(test.db, id, { contacts: [contactEntry(person('628101'))] });
  await grabAccount(test.db, id, { contacts: [{ ...contactEntry(person('628101')), name: 'A' }] });
  const older_than = new Date(Date.now() + 60_000);
  expect(await forgetChangeTimes(test.db, { older_than })).toBe(1);
  expect(await forgetChangeTimes(test.db, { older_than })).toBe(0);
  const [since] = await cursorsAtTime(test.db, { session_ids: [id], time: new Date() });
  const options = { session_id: id, limit: 10 };
  expect((await readChanges(test.db, { ...options, since: since ?? null })).changes).toEqual([]);
  const [change] = (await readChanges(test.db, { ...options, since: null })).changes;
  expect(change?.changed_at).toBeInstanceOf(Date);
});
