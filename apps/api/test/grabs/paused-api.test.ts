import { type Database, openDatabase } from '@grabber/database/connection/open-database';
import { createTestDatabase, type TestDatabase } from '@grabber/database/testing/test-database';
import { testServerUrl } from '@grabber/database/testing/test-server-url';
import { engineContact } from '@grabber/engine-client/testing/engine-factories';
import { type FakeEngine, startFakeEngine } from '@grabber/engine-client/testing/fake-engine';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type ApiProcess, startApiProcess } from '../support/api-process.ts';
import { request } from '../support/request.ts';

const PATIENCE = { timeout: 60_000, interval: 100 };

let database: TestDatabase;
let db: Database;
let engine: FakeEngine;
let first: ApiProcess;
let second: ApiProcess;
let sessionId: string;

beforeAll(async () => {
  database = await createTestDatabase(testServerUrl());
  db = openDatabase(database.url);
  engine = await startFakeEngine();
  const options = { databaseUrl: database.url, engine };
  [first, second] = await Promise.all([startApiProcess(options), startApiProcess(options)]);
  const created = await request(first, '/api/sessions', { method: 'POST', body: { name: 'S' } });
  sessionId = created.body.data.session_id;
  engine.setSession(sessionId, { status: 'connected' });
});
afterAll(async () => {
  first.goOn();
  await Promise.all([first.end('SIGTERM'), second.end('SIGTERM')]);
  await engine.close();
  await db.close();
  await database.drop();
});

const path = (rest: string) => `/api/sessions/${sessionId}/${rest}`;

/** As if 15 seconds had passed without a heartbeat. */
async function letLeaseRunOut(): Promise<void> {
  await db.pool.query(
    `UPDATE grab_leases SET heartbeat_at = heartbeat_at - interval '1 minute' WHERE session_id = $1`,
    [sessionId],
  );
}

async function openTransactions(): Promise<unknown[]> {
  const { rows } = await db.pool.query(
    `SELECT state, query FROM pg_stat_activity
     WHERE datname = current_database() AND backend_type = 'client backend'
       AND pid <> pg_backend_pid() AND (state <> 'idle' OR backend_xid IS NOT NULL)`,
  );
  return rows;
}

/**
 * Pauses it where no transaction is open: in one of its background work, which this test is not about, it would stay so
 * for a minute.
 */
async function pauseBetweenTransactions(api: ApiProcess): Promise<void> {
  await vi.waitFor(async () => {
    api.pause();
    const open = await openTransactions();
    if (open.length > 0) api.goOn();
    expect(open).toEqual([]);
  }, PATIENCE);
}

it('an API that is paused in the middle of a grab does not block the others, and stores nothing when it goes on', async () => {
  engine.setAccount(sessionId, { contacts: [engineContact({ phone: '628111' })] });
  const gate = engine.pauseReads('all', 2);
  const interrupted = request(first, path('grab-all'));
  await gate.reached;
  await pauseBetweenTransactions(first);
  engine.clearFaults();
  await letLeaseRunOut();
  engine.setAccount(sessionId, { contacts: [engineContact({ phone: '628222' })] });
  const taken = await request(second, path('grab-all'));
  expect(taken.status).toBe(200);
  gate.open();
  first.goOn();
  const { status, body, headers } = await interrupted;
  expect([status, body.code]).toEqual([503, 'GRAB_INTERRUPTED']);
  expect(headers.get('retry-after')).toBe('5');
  const stored = await request(second, path('contacts'));
  expect(stored.body.data.contacts).toMatchObject([{ contact_id: '628222@s.whatsapp.net' }]);
  const grabs = (await request(second, path('grabs'))).body.data.grabs;
  expect(grabs).toMatchObject([{ state: 'complete' }, { state: 'failed' }]);
});
