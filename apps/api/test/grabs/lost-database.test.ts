import { setTimeout as sleep } from 'node:timers/promises';
import { type Database, openDatabase } from '@grabber/database/connection/open-database';
import { queueGrab } from '@grabber/database/grabs/queue-grab';
import { newSession } from '@grabber/database/testing/new-session';
import { startSilentProxy } from '@grabber/database/testing/silent-proxy';
import { createTestDatabase, type TestDatabase } from '@grabber/database/testing/test-database';
import { testServerUrl } from '@grabber/database/testing/test-server-url';
import { createLogger } from '@grabber/service-kit/logger';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createGrabJobs, type GrabJobs } from '../../src/jobs/grab-jobs.ts';
import { createGrabWork } from '../../src/jobs/grab-work.ts';

const PATIENCE = { timeout: 60_000, interval: 50 };
/** Before that, only the process that knows the end of the run can give the job back. */
const HEARTBEAT_SECONDS = 3_600;

let database: TestDatabase;
let server: Database;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase(testServerUrl());
  server = openDatabase(testServerUrl());
  db = openDatabase(database.url);
});
afterAll(async () => {
  await db.close();
  await database.drop();
  await server.close();
});

/** As while Postgres restarts: no connection is left, and none is taken. */
async function setDatabaseAway(away: boolean): Promise<void> {
  const name = new URL(database.url).pathname.slice(1);
  await server.pool.query(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS ${!away}`);
  if (!away) return;
  await server.pool.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1',
    [name],
  );
}

it('a durable grab that the loss of the database ended is taken up when the database is back', async () => {
  const { mock } = vi.spyOn(db.pool, 'query');
  const refusedToFail = () =>
    mock.calls.some(
      ([text], place) =>
        String(text).includes('failed_jobs') && mock.settledResults[place]?.type === 'rejected',
    );
  const logger = createLogger({ service: 'api', level: 'silent' });
  const tries: number[] = [];
  const jobs: GrabJobs = createGrabJobs({
    db,
    logger,
    retry: { limit: 3, delaySeconds: 3_600, maxDelaySeconds: 3_600 },
    care: { heartbeatSeconds: HEARTBEAT_SECONDS, superviseSeconds: 60 },
    grabTimeoutMs: 3_600_000,
    run: async ({ tryNumber }) => {
      tries.push(tryNumber);
      if (tryNumber > 1) return;
      await setDatabaseAway(true);
      throw new Error('the connection of the grab has ended');
    },
  });
  const nothing = async () => {};
  const work = createGrabWork({ jobs, logger, recover: nothing, failAbandoned: nothing });
  await jobs.ready();
  work.start();
  const { id: session_id, workspace_id } = await newSession(db);
  const asked = { session_id, kind: 'all', refresh: false, confirm_removals: false } as const;
  const wanted = { ...asked, now: new Date(), lock_timeout_ms: 10_000 };
  const { grab } = await queueGrab(db, wanted, jobs.enqueueFor(workspace_id));
  jobs.wake();
  await vi.waitFor(() => expect(tries).toEqual([1]), PATIENCE);
  await vi.waitFor(() => expect(refusedToFail()).toBe(true), PATIENCE);
  await setDatabaseAway(false);
  await vi.waitFor(() => expect(tries).toEqual([1, 2]), PATIENCE);
  await vi.waitFor(async () => expect(await jobs.isAlive(grab.id)).toBe(false), PATIENCE);
  await work.stop();
});

it('a durable grab that has failed is tried again after its pause, and one that was postponed when it asked for', async () => {
  const tries: number[] = [];
  const jobs: GrabJobs = createGrabJobs({
    db,
    logger: createLogger({ service: 'api', level: 'silent' }),
    retry: { limit: 3, delaySeconds: 3_600, maxDelaySeconds: 3_600 },
    care: { heartbeatSeconds: HEARTBEAT_SECONDS, superviseSeconds: 60 },
    grabTimeoutMs: 3_600_000,
    run: async ({ tryNumber, postpone }) => {
      tries.push(tryNumber);
      if (tries.length === 2) return postpone(7_200);
      throw new Error('the session is not connected');
    },
  });
  await jobs.ready();
  const { id: session_id, workspace_id } = await newSession(db);
  const asked = { session_id, kind: 'all', refresh: false, confirm_removals: false } as const;
  const wanted = { ...asked, now: new Date(), lock_timeout_ms: 10_000 };
  const { grab } = await queueGrab(db, wanted, jobs.enqueueFor(workspace_id));
  const pause = async () => {
    const { rows } = await db.pool.query(
      `SELECT extract(epoch FROM start_after - now()) AS seconds FROM grabber_jobs.job
       WHERE id = $1 AND state = 'retry'`,
      [grab.id],
    );
    return Number(rows[0]?.seconds ?? 0);
  };
  for (const [count, least] of [
    [1, 1_700],
    [2, 7_000],
  ] as const) {
    await db.pool.query('UPDATE grabber_jobs.job SET start_after = now() WHERE id = $1', [grab.id]);
    jobs.wake();
    await vi.waitFor(() => expect(tries).toHaveLength(count), PATIENCE);
    await vi.waitFor(async () => expect(await pause()).toBeGreaterThan(least), PATIENCE);
    // When it looks for tries that were not settled.
    await sleep(1_100);
    await jobs.giveUpUnsettled();
    expect(await pause()).toBeGreaterThan(least);
  }
  await jobs.stop();
});

it('a durable grab is taken up soon if the answer of the statement that claimed it was lost', async () => {
  const proxy = await startSilentProxy(database.url);
  const unsafe = openDatabase(proxy.url);
  const logger = createLogger({ service: 'api', level: 'silent' });
  const tries: number[] = [];
  const jobs: GrabJobs = createGrabJobs({
    db: unsafe,
    logger,
    retry: { limit: 3, delaySeconds: 3_600, maxDelaySeconds: 3_600 },
    care: { heartbeatSeconds: HEARTBEAT_SECONDS, superviseSeconds: 60 },
    grabTimeoutMs: 3_600_000,
    run: async ({ tryNumber }) => void tries.push(tryNumber),
  });
  const nothing = async () => {};
  const work = createGrabWork({ jobs, logger, recover: nothing, failAbandoned: nothing });
  await jobs.ready();
  work.start();
  proxy.loseAnswersOf('COMMIT');
  const { id: session_id, workspace_id } = await newSession(db);
  const asked = { session_id, kind: 'all', refresh: false, confirm_removals: false } as const;
  const wanted = { ...asked, now: new Date(), lock_timeout_ms: 10_000 };
  const { grab } = await queueGrab(db, wanted, jobs.enqueueFor(workspace_id));
  const state = async () =>
    (await db.pool.query('SELECT state FROM grabber_jobs.job WHERE id = $1', [grab.id])).rows[0];
  await vi.waitFor(async () => expect(await state()).toEqual({ state: 'active' }), PATIENCE);
  expect(tries).toEqual([]);
  proxy.loseAnswersOf(null);
  await vi.waitFor(() => expect(tries).toEqual([2]), PATIENCE);
  await vi.waitFor(async () => expect(await jobs.isAlive(grab.id)).toBe(false), PATIENCE);
  await work.stop();
  await unsafe.close();
  await proxy.close();
});
