import { describe, expect, it } from 'vitest';
import { isLockTimeout } from '../../src/connection/database-errors.ts';
import { findGrab, getUnfinishedGrab } from '../../src/grabs/find-grabs.ts';
import { GrabEnded } from '../../src/grabs/grab-row.ts';
import { markInterruptedGrabs } from '../../src/grabs/mark-interrupted-grabs.ts';
import { queueGrab, startQueuedGrab, type WantedGrab } from '../../src/grabs/queue-grab.ts';
import { finishGrab, insertRunningGrab } from '../../src/grabs/running-grabs.ts';
import { SessionNotFound } from '../../src/sessions/session-row.ts';
import { beginGrabStore } from '../../src/store/begin-grab-store.ts';
import { contactEntry, person } from '../../src/testing/entries.ts';
import { TEST_EXCLUSION_KEY } from '../../src/testing/exclusion-key.ts';
import { addAccount, nextTime } from '../../src/testing/grab-account.ts';
import { holdTable } from '../../src/testing/hold-table.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { queuedGrab } from '../../src/testing/queued-grab.ts';
import { storedContacts } from '../support/stored.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();

/** Longer than a write may wait. A write that waits without a bound succeeds after it. */
const LOCK_HELD_MS = 15_000;
const cancelled = { state: 'cancelled' as const, error: null };

async function queued() {
  const { id: session_id } = await newSession(test.db);
  return queuedGrab(test.db, { session_id, now: nextTime() });
}

it('a queued grab runs once, even if several processes try to take it', async () => {
  const { id } = await queued();
  const takers = [1, 2, 3].map(() => startQueuedGrab(test.db, { id }, nextTime()));
  const taken = (await Promise.all(takers)).filter((row) => row !== null);
  expect(taken).toMatchObject([{ id, state: 'running' }]);
});

it('no write before a read waits for long while another client keeps the table locked', async () => {
  const { id, session_id } = await queued();
  const held = await holdTable(test.db, 'grabs');
  const now = nextTime();
  const writes = [
    startQueuedGrab(test.db, { id }, now),
    insertRunningGrab(test.db, { session_id, kind: 'all', now }),
    markInterruptedGrabs(test.db, { session_id, now }),
  ];
  const refused = Promise.all(writes.map((write) => write.then(() => null, isLockTimeout)));
  const late = setTimeout(() => void held.release(), LOCK_HELD_MS);
  expect(await refused).toEqual([true, true, true]);
  clearTimeout(late);
  await held.release();
  expect(await startQueuedGrab(test.db, { id }, now)).toMatchObject({ id, attempts: 1 });
});

it('a grab that was cancelled in the queue does not run', async () => {
  const { id } = await queued();
  await finishGrab(test.db, { id, ...cancelled, now: nextTime() });
  expect(await startQueuedGrab(test.db, { id }, nextTime())).toBeNull();
});

it('a grab that was cancelled while it was read stores nothing and stays cancelled', async () => {
  const { id, session_id } = await queued();
  const lock = { exclusion_key: TEST_EXCLUSION_KEY, lock_timeout_ms: 10_000 };
  const store = await beginGrabStore(test.db, { session_id, kind: 'all', now: nextTime, ...lock });
  await startQueuedGrab(test.db, { id }, nextTime());
  await addAccount(store, { contacts: [contactEntry(person('628101'))] });
  await finishGrab(test.db, { id, ...cancelled, now: nextTime() });
  const outcome = {
    grab_id: id,
    listing_complete: { groups: true, contacts: true },
    incomplete_reasons: [],
    queries_sent: 0,
    timings: {},
  };
  await expect(store.finish(outcome)).rejects.toThrow(GrabEnded);
  expect(await storedContacts(test.db, session_id)).toEqual([]);
  expect(await findGrab(test.db, { id, session_id })).toMatchObject({ state: 'cancelled' });
});

describe('asking for a grab', () => {
  const wantedOf = async (fields: Partial<WantedGrab> = {}) => {
    const { id: session_id } = await newSession(test.db);
    const asked = { session_id, kind: 'all' as const, refresh: false, confirm_removals: false };
    const wanted = { ...asked, now: nextTime(), ...fields };
    return { ...wanted, lock_timeout_ms: 10_000 };
  };

  it('many at once is one grab with one job, told to all', async () => {
    const wanted = await wantedOf();
    const jobs: string[] = [];
    const ask = () => queueGrab(test.db, wanted, async (_, { id }) => void jobs.push(id));
    const answers = await Promise.all(Array.from({ length: 8 }, ask));
    expect(new Set(answers.map(({ grab }) => grab.id))).toEqual(new Set(jobs));
    expect(answers.filter(({ joined }) => !joined)).toHaveLength(1);
    expect(jobs).toHaveLength(1);
  });

  it('whose job cannot be made is no grab', async () => {
    const wanted = await wantedOf();
    const fails = () => Promise.reject(new Error('no queue'));
    await expect(queueGrab(test.db, wanted, fails)).rejects.toThrow('no queue');
    expect(await getUnfinishedGrab(test.db, wanted)).toBeNull();
  });

  it('makes one that runs for its callers alone durable, once', async () => {
    const wanted = await wantedOf();
    const { session_id, kind, now } = wanted;
    const { id } = await insertRunningGrab(test.db, { session_id, kind, now });
    let jobs = 0;
    const enqueue = async () => {
      jobs += 1;
    };
    for (let times = 0; times < 2; times += 1) {
      const { grab, joined } = await queueGrab(test.db, wanted, enqueue);
      expect([grab.id, grab.durable, joined]).toEqual([id, true, true]);
    }
    expect(jobs).toBe(1);
  });

  it.each([
    { refresh: true },
    { confirm_removals: true },
    { refresh: true, confirm_removals: true },
  ])('with %o lets one that waits do the same, and leaves one that runs alone', async (more) => {
    const plain = await wantedOf();
    const wanted = { ...plain, ...more };
    const asksForLess = { refresh: false, confirm_removals: false };
    const waiting = await queuedGrab(test.db, plain);
    expect(waiting).toMatchObject(asksForLess);
    const taken = { ...asksForLess, ...more, id: waiting.id };
    expect(await queuedGrab(test.db, wanted)).toMatchObject(taken);
    expect(await queuedGrab(test.db, plain)).toMatchObject(taken);
    await finishGrab(test.db, { id: waiting.id, ...cancelled, now: nextTime() });
    const running = await queuedGrab(test.db, plain);
    await startQueuedGrab(test.db, { id: running.id }, nextTime());
    expect(await startQueuedGrab(test.db, wanted, nextTime())).toBeNull();
    const next = await queuedGrab(test.db, wanted);
    expect(next.id).not.toBe(running.id);
    expect((await queuedGrab(test.db, plain)).id).toBe(running.id);
    expect(await startQueuedGrab(test.db, wanted, nextTime())).toMatchObject({ id: next.id });
  });

  it('of a session that is gone is refused', async () => {
    const wanted = await wantedOf({ session_id: '00000000-0000-4000-8000-000000000000' });
    await expect(queuedGrab(test.db, wanted)).rejects.toThrow(SessionNotFound);
  });
});

describe('a grab that stored nothing', () => {
  it('goes back to the queue when it is durable and shall, and ends otherwise', async () => {
    const { id, session_id } = await queued();
    const now = nextTime();
    const failure = { state: 'failed', error: { code: 'ENGINE_FULL', message: 'x' }, now } as const;
    await startQueuedGrab(test.db, { id }, now);
    const again = await finishGrab(test.db, { id, ...failure, requeue: true });
    expect(again).toMatchObject({ state: 'queued', finished_at: null, error: failure.error });
    expect(await finishGrab(test.db, { id, ...failure, only: 'running' })).toBeNull();
    await startQueuedGrab(test.db, { id }, now);
    const outdated = { id, ...failure, only: 'running', attempts: 1 } as const;
    expect(await finishGrab(test.db, outdated)).toBeNull();
    expect(await finishGrab(test.db, { id, ...failure })).toMatchObject({ state: 'failed' });
    const awaited = await insertRunningGrab(test.db, { session_id, kind: 'all', now });
    const ended = await finishGrab(test.db, { id: awaited.id, ...failure, requeue: true });
    expect(ended).toMatchObject({ state: 'failed' });
  });

  it('because its process was killed is failed, or queued when it is durable', async () => {
    const { id, session_id } = await queued();
    await startQueuedGrab(test.db, { id }, nextTime());
    const { session_id: other } = await queued();
    const awaited = { session_id: other, kind: 'groups', now: nextTime() } as const;
    const { id: awaitedId } = await insertRunningGrab(test.db, awaited);
    const marked = await markInterruptedGrabs(test.db, { now: nextTime() });
    expect(marked.failed).toContain(awaitedId);
    expect(marked.requeued).toContain(id);
    expect(marked.requeued).not.toContain(awaitedId);
    expect(await findGrab(test.db, { id, session_id })).toMatchObject({
      state: 'queued',
      attempts: 1,
    });
  });
});
