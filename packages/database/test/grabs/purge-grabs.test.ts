import { expect, it } from 'vitest';
import { listGrabs } from '../../src/grabs/find-grabs.ts';
import { forgetGrabs } from '../../src/grabs/purge-grabs.ts';
import { finishGrab } from '../../src/grabs/running-grabs.ts';
import { withLockedSession } from '../../src/sessions/lock-session.ts';
import { contactEntry, person } from '../../src/testing/entries.ts';
import { grabAccount, nextTime } from '../../src/testing/grab-account.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { queuedGrab } from '../../src/testing/queued-grab.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();
const LOCK = { lock_timeout_ms: 10_000 };
const account = { contacts: [contactEntry(person('628101'))] };

/** The grabs of a session that are left, oldest first. */
async function left(session_id: string): Promise<string[]> {
  const grabs = await listGrabs(test.db, { session_id, limit: 100 });
  return grabs.map(({ id }) => id).toReversed();
}

async function grabIds(session_id: string, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    ids.push((await grabAccount(test.db, session_id, account)).grab_id);
  }
  return ids;
}

/** A grab that was queued and ended without a result. */
async function ended(session_id: string, state: 'failed' | 'cancelled'): Promise<string> {
  const { id } = await queuedGrab(test.db, { session_id, now: nextTime() });
  await finishGrab(test.db, { id, state, error: null, now: nextTime() });
  return id;
}

it('what ended before is deleted with its rows, however it ended; what ended since stays', async () => {
  const { id } = await newSession(test.db);
  await grabIds(id, 2);
  await ended(id, 'failed');
  await ended(id, 'cancelled');
  const older_than = nextTime();
  const since = await grabIds(id, 2);
  expect(await forgetGrabs(test.db, { older_than, ...LOCK })).toEqual({
    grabs: 4,
    skipped_sessions: 0,
    failures: [],
  });
  expect(await left(id)).toEqual(since);
  const { rows } = await test.db.pool.query<{ grab_id: string }>(
    'SELECT DISTINCT grab_id FROM grab_rows',
  );
  expect(rows.map(({ grab_id }) => grab_id).toSorted()).toEqual(since.toSorted());
});

it("each session's last ended one stays, and what has not ended", async () => {
  const [one, two] = [await newSession(test.db), await newSession(test.db)];
  const ofOne = await grabIds(one.id, 3);
  const ofTwo = await grabIds(two.id, 1);
  const waiting = await queuedGrab(test.db, { session_id: one.id, now: nextTime() });
  const older_than = nextTime();
  await forgetGrabs(test.db, { older_than, ...LOCK });
  expect(await left(one.id)).toEqual([ofOne.at(-1), waiting.id]);
  expect(await left(two.id)).toEqual(ofTwo);
  expect(await forgetGrabs(test.db, { older_than, ...LOCK })).toMatchObject({ grabs: 0 });
});

it('goes on in batches until nothing old is left', async () => {
  const { id } = await newSession(test.db);
  const ids = await grabIds(id, 6);
  const options = { older_than: nextTime(), batch_size: 2, ...LOCK };
  expect(await forgetGrabs(test.db, options)).toMatchObject({ grabs: 5 });
  expect(await left(id)).toEqual(ids.slice(-1));
});

it('leaves a session that is being grabbed for the next time, and begins nothing once told to stop', async () => {
  const { id } = await newSession(test.db);
  const ids = await grabIds(id, 2);
  const options = { older_than: nextTime(), lock_timeout_ms: 50 };
  await withLockedSession(test.db, { session_id: id, ...LOCK }, async () => {
    const busy = await forgetGrabs(test.db, options);
    expect(busy).toEqual({ grabs: 0, skipped_sessions: 1, failures: [] });
  });
  const stopped = await forgetGrabs(test.db, { ...options, signal: AbortSignal.abort() });
  expect(stopped.grabs).toBe(0);
  expect(await left(id)).toEqual(ids);
  expect(await forgetGrabs(test.db, options)).toMatchObject({ grabs: 1 });
});
