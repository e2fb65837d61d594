import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { type Database, openDatabase } from '@grabber/database/connection/open-database';
import { createTestDatabase, type TestDatabase } from '@grabber/database/testing/test-database';
import { testServerUrl } from '@grabber/database/testing/test-server-url';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type HangingJobs, hangingJobs } from '../support/hanging-jobs.ts';

const WORKER = new URL('../support/hanging-worker.ts', import.meta.url);
/** Several times the heartbeat that the job is given. */
const PATIENCE = { timeout: 150_000, interval: 100 };

let database: TestDatabase;
let db: Database;
let own: HangingJobs;
let killed: ChildProcess | undefined;
const taken: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase(testServerUrl());
  db = openDatabase(database.url);
  own = hangingJobs(db, (grabId) => taken.push(grabId));
});
afterAll(async () => {
  killed?.kill('SIGKILL');
  await own.close();
  await db.close();
  await database.drop();
});

/** Whether its worker has been heard of when the first heartbeat alone would be too old. */
async function outlivedItsHeartbeat(grabId: string): Promise<boolean | undefined> {
  const { rows } = await db.pool.query<{ outlived: boolean }>(
    `SELECT heartbeat_on > started_on + heartbeat_seconds * interval '1 second' AS outlived
     FROM grabber_jobs.job WHERE id = $1`,
    [grabId],
  );
  return rows[0]?.outlived;
}

it('the job of a worker that was killed is taken up by another; the job of one that lives is not', async () => {
  killed = fork(WORKER, [database.url]);
  const [{ grabId: left }] = (await once(killed, 'message')) as [{ grabId: string }];
  const exited = once(killed, 'exit');
  killed.kill('SIGKILL');
  await exited;
  const kept = await own.queue();
  expect(await own.jobs.isAlive(left)).toBe(true);
  await vi.waitFor(() => expect(taken).toContain(left), PATIENCE);
  await vi.waitFor(async () => expect(await outlivedItsHeartbeat(kept)).toBe(true), PATIENCE);
  expect(taken).toEqual([kept, left]);
});
