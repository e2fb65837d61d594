import { expect, it } from 'vitest';
import { findLastComplete } from '../../src/grabs/find-grabs.ts';
import { contactEntry, person } from '../../src/testing/entries.ts';
import { grabAccount } from '../../src/testing/grab-account.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();
const [ani, budi, citra, doni] = ['628101', '628102', '628103', '628104'].map((phone) =>
  contactEntry(person(phone)),
) as [Entry, Entry, Entry, Entry];
type Entry = ReturnType<typeof contactEntry>;

it('sums what the last complete grab and those after it have stored', async () => {
  const { id } = await newSession(test.db);
  expect(await findLastComplete(test.db, id)).toBeNull();
  await grabAccount(test.db, id, { contacts: [ani, budi] });
  const complete = await grabAccount(test.db, id, { contacts: [ani, citra] });
  // More are missing than it may remove: it is partial.
  const partial = await grabAccount(
    test.db,
    id,
    { contacts: [ani, doni] },
    { removal_limits: { percent: 0, rows: 0 } },
  );
  expect(partial.complete).toBe(false);
  expect(await findLastComplete(test.db, id)).toEqual({
    ...{ grab_id: complete.grab_id, finished_at: complete.stored_at },
    ...{ saved_count: 2, removed_count: 1 },
  });
});
