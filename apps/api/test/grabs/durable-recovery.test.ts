import { openDatabase } from '@grabber/database/connection/open-database';
import { startQueuedGrab } from '@grabber/database/grabs/queue-grab';
import { finishGrab, insertRunningGrab } from '@grabber/database/grabs/running-grabs';
import { queuedGrab } from '@grabber/database/testing/queued-grab';
import { createTestDatabase } from '@grabber/database/testing/test-database';
import { testServerUrl } from '@grabber/database/testing/test-server-url';
import { engineContact, engineGroup } from '@grabber/engine-client/testing/engine-factories';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { failAbandonedGrabs, recoverGrabs } from '../../src/use-cases/grabs/recover-grabs.ts';
import { grabInState, grabPath, queueGrab, readsOf, storedIds } from '../support/durable-grabs.ts';
import { connectedSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ works: true });
});
afterEach(() => api.engine.clearFaults());
afterAll(() => api.stop());

const account = { groups: [engineGroup()], contacts: [engineContact()] };
const LONG_AGO = new Date(Date.now() - 3_600_000);

async function record(sessionId: string, grabId: string) {
  return (await request(api, `/api/sessions/${sessionId}/grabs/${grabId}`)).body.data;
}

/** Waits, because a recovery leaves out the grabs that the API's own recovery is just ending. */
async function expectInterrupted(sessionId: string, grabId: string, state: string): Promise<void> {
  const error = { code: 'GRAB_INTERRUPTED' };
  await vi.waitFor(async () =>
    expect(await record(sessionId, grabId)).toMatchObject({ state, error }),
  );
}

it('a grab that only its row says to run is failed, as interrupted', async () => {
  const session_id = await connectedSession(api, account);
  const { id } = await insertRunningGrab(api.db, { session_id, kind: 'all', now: LONG_AGO });
  await recoverGrabs(api.context);
  await expectInterrupted(session_id, id, 'failed');
});

/** Lets the next try of a job that has failed begin then. */
async function setNextTry(grabId: string, fromNow: string): Promise<void> {
  await vi.waitFor(async () => {
    const { rowCount } = await api.db.pool.query(
      `UPDATE grabber_jobs.job SET start_after = now() + $2::interval
       WHERE id = $1 AND state = 'retry'`,
      [grabId, fromNow],
    );
    expect(rowCount).toBe(1);
  });
}

it('a durable grab runs again as soon as its lock is free', async () => {
  const session_id = await connectedSession(api, account);
  await api.engine.goDown();
  const queued = await queueGrab(api, session_id);
  const { grab_id } = queued.body.data;
  await vi.waitFor(async () => expect((await record(session_id, grab_id)).error).not.toBeNull());
  // A try in between would write its own error over what is looked at below.
  await setNextTry(grab_id, '1 hour');
  // As a process leaves it that is killed while it reads.
  await startQueuedGrab(api.db, { id: grab_id }, new Date());
  await recoverGrabs(api.context);
  await expectInterrupted(session_id, grab_id, 'queued');
  await api.engine.comeUp();
  await setNextTry(grab_id, '0');
  expect(await grabInState(api, queued, 'complete')).toMatchObject({ attempts: 2 });
});

it('a grab that runs is left alone', async () => {
  const session_id = await connectedSession(api, account);
  const gate = api.engine.pauseReads('all', 1);
  const queued = await queueGrab(api, session_id);
  await gate.reached;
  await recoverGrabs(api.context);
  expect((await request(api, grabPath(queued))).body.data).toMatchObject({ state: 'running' });
  gate.open();
  await grabInState(api, queued, 'complete');
  expect(readsOf(api, session_id)).toBe(1);
});

it('fails a queued grab whose job is gone', async () => {
  const session_id = await connectedSession(api, account);
  const { id } = await queuedGrab(api.db, { session_id, now: LONG_AGO });
  await failAbandonedGrabs(api.context);
  await expectInterrupted(session_id, id, 'failed');
});

it('what has ended is not run again when its job comes', async () => {
  const session_id = await connectedSession(api, account);
  await api.engine.goDown();
  const queued = await queueGrab(api, session_id);
  const id = queued.body.data.grab_id;
  await finishGrab(api.db, { id, state: 'failed', error: null, now: new Date() });
  await api.engine.comeUp();
  const jobIsAlive = () => api.context.jobs.isAlive(id);
  await vi.waitFor(async () => expect(await jobIsAlive()).toBe(false));
  expect(readsOf(api, session_id)).toBe(0);
});

it('a service that closes lets a durable grab finish', async () => {
  const closing = await startTestApi({ beside: api });
  const id = await connectedSession(closing, account);
  const gate = api.engine.pauseReads('contacts', 1);
  const running = request(closing, `/api/sessions/${id}/grab-contacts`);
  await gate.reached;
  const queued = await queueGrab(closing, id, { kind: 'contacts' });
  const stopped = closing.stop();
  gate.open();
  await running;
  await stopped;
  expect((await request(api, grabPath(queued))).body.data).toMatchObject({ state: 'complete' });
});

it('what is not done in time goes back to the queue, and another replica takes it up', async () => {
  const id = await connectedSession(api, account);
  const closing = await startTestApi({ beside: api, closeGraceMs: 100 });
  const gate = api.engine.pauseReads('all', 1);
  // The caller ties the run to the process that closes.
  const waits = request(closing, `/api/sessions/${id}/grab-all`);
  await gate.reached;
  const queued = await queueGrab(closing, id);
  await closing.stop();
  expect((await waits).body).toMatchObject({ code: 'SHUTTING_DOWN' });
  gate.open();
  const done = await grabInState(api, queued, 'complete');
  expect(done).toMatchObject({ attempts: 2, saved_count: 2 });
  expect(await storedIds(api, id)).toHaveLength(2);
});

it('a database that is gone is logged, and is no end of the process', async () => {
  const { url, drop } = await createTestDatabase(testServerUrl());
  const db = openDatabase(url);
  const lost = await startTestApi({ db, works: true });
  const id = await connectedSession(lost, account);
  await vi.waitFor(() => lost.context.jobs.ready());
  await drop();
  await recoverGrabs(lost.context).catch(() => {});
  const { status, body } = await queueGrab(lost, id);
  expect(status).toBe(503);
  expect(body).toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
  await vi.waitFor(() =>
    expect(lost.logs.map(({ msg }) => msg)).toContain('Grab recovery failed, retrying'),
  );
  const ofQueue = () => lost.logs.filter(({ msg }) => msg === 'Job queue error');
  await vi.waitFor(() => expect(ofQueue().length).toBeGreaterThan(0));
  const ofRecovery = lost.logs.filter(({ msg }) => msg === 'Grab recovery failed, retrying');
  expect(ofRecovery).toHaveLength(1);
  for (const { reason } of ofQueue())
    expect(reason).toMatch(/terminat|does not exist|closed|connection error/i);
  await lost.stop();
});
