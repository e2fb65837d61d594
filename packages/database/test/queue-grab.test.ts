import { expect, it } from 'vitest';
import { beginGrabStore } from '../src/begin-grab-store.ts';
import { findGrab } from '../src/find-grab.ts';
import { finishGrab } from '../src/finish-grab.ts';
import { GrabEnded } from '../src/grab-ended.ts';
import { startQueuedGrab } from '../src/queue-grab.ts';
import { contactEntry, person } from '../src/testing/entries.ts';
import { addAccount, nextTime } from '../src/testing/grab-account.ts';
import { newSession } from '../src/testing/new-session.ts';
import { queuedGrab } from '../src/testing/queued-grab.ts';
import { storedContacts } from './stored.ts';
import { withTestDatabase } from './with-test-database.ts';

const test = withTestDatabase();

const cancelled = { state: 'cancelled' as const, error: null };

async function queued() {
  const { id: session_id } = await newSession(test.db);
  return queuedGrab(test.db, { session_id, now: nextTime() });
}

it('a queued grab runs once, whoever takes it', async () => {
  const { id } = await queued();
  const takers = [1, 2, 3].map(() => startQueuedGrab(test.db, { id }, nextTime()));
  const taken = (await Promise.all(takers)).filter((row) => row !== null);
  expect(taken).toMatchObject([{ id, state: 'running' }]);
});

it('a grab that was cancelled in the queue does not run', async () => {
  const { id } = await queued();
  await finishGrab(test.db, { id, ...cancelled, now: nextTime() });
  expect(await startQueuedGrab(test.db, { id }, nextTime())).toBeNull();
});

it('a grab that was cancelled while it was read stores nothing and stays cancelled', async () => {
  const { id, session_id } = await queued();
  const lock = { lock_timeout_ms: 10_000 };
  const store = await beginGrabStore(test.db, { session_id, kind: 'all', now: nextTime, ...lock });
  await startQueuedGrab(test.db, { id }, nextTime());
  await addAccount(store, { contacts: [contactEntry(person('628101'))] });
  await finishGrab(test.db, { id, ...cancelled, now: nextTime() });
  const outcome = {
    grab_id: id,
    listing_complete: { groups: true, contacts: true },
    unreadable: [],
    incomplete_reasons: [],
    queries_sent: 0,
    timings: {},
  };
  await expect(store.finish(outcome)).rejects.toThrow(GrabEnded);
  expect(await storedContacts(test.db, session_id)).toEqual([]);
  expect(await findGrab(test.db, { id, session_id })).toMatchObject({ state: 'cancelled' });
});
