import { pause } from '@grabber/primitives/abort';
import { Pool } from 'pg';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { type Database, openDatabase } from '../../src/connection/open-database.ts';
import { streamCopy } from '../../src/connection/stream-copy.ts';
import { watchConnections } from '../../src/connection/watch-connections.ts';
import { type SilentProxy, startSilentProxy } from '../../src/testing/silent-proxy.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();

let proxy: SilentProxy;
let db: Database;
beforeEach(async () => {
  proxy = await startSilentProxy(test.url);
  db = openDatabase(proxy.url);
});
afterEach(async () => {
  await db.close();
  await proxy.close();
});

/** Opens that many connections of the pool. */
async function fill(count: number): Promise<void> {
  const clients = await Promise.all(Array.from({ length: count }, () => db.pool.connect()));
  for (const client of clients) client.release();
}

it('requests get a new connection after the old ones have gone silent', async () => {
  await fill(5);
  proxy.silence();
  const waiting = Array.from({ length: 3 }, () => db.pool.query('SELECT 1'));
  const outcomes = await Promise.allSettled(waiting);
  for (const outcome of outcomes) {
    expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'ETIMEDOUT' } });
  }
  expect(db.signs().silentConnections).toBe(3);
  // The unused ones were closed with them: no later request pays for one.
  const later = Array.from({ length: 5 }, () => db.pool.query('SELECT 1 AS one'));
  for (const { rows } of await Promise.all(later)) expect(rows).toEqual([{ one: 1 }]);
  expect(db.signs().silentConnections).toBe(3);
});

it('a ping that is not answered closes the unused connections', async () => {
  await fill(5);
  proxy.silence();
  await expect(db.ping()).rejects.toMatchObject({ code: 'ETIMEDOUT' });
  await vi.waitFor(() => expect(db.pool.totalCount).toBe(0));
  await db.ping();
  await db.pingAfresh();
});

it('closing does not wait for connections that have gone silent', async () => {
  const closing = openDatabase(proxy.url);
  await closing.ping();
  proxy.silence();
  await closing.close();
});

it('a statement that takes long goes on, however long the server is silent about it', async () => {
  const patient = openDatabase(proxy.url, { quietMs: 100 });
  const before = proxy.opened();
  const slow = patient.pool.query("SELECT 'done' AS result FROM pg_sleep(4)");
  // The watch has asked the server at least once.
  await vi.waitFor(() => expect(proxy.opened()).toBeGreaterThan(before + 1));
  expect((await slow).rows).toEqual([{ result: 'done' }]);
  expect(patient.signs().silentConnections).toBe(0);
  await patient.close();
});

it('a connection is not silent while its answer is on its way', async () => {
  const pool = new Pool({ connectionString: test.url, max: 1 });
  const holder = await test.db.pool.connect();
  onTestFinished(async () => {
    watch.stop();
    await pool.end();
    holder.release();
  });
  await holder.query('SELECT pg_advisory_lock(1)');
  let asked = 0;
  const watch = watchConnections(async () => {
    asked += 1;
    // The first time the answer is on its way, and the second time it has arrived.
    if (asked === 1) void holder.query('SELECT pg_advisory_unlock(1)');
    else await slow;
    return { isWaiting: () => true };
  }, 100);
  watch.add(pool, 60_000);
  const slow = pool.query("SELECT 'done' AS result FROM pg_advisory_lock(1)");
  expect((await slow).rows).toEqual([{ result: 'done' }]);
  expect(watch.signs.silentConnections).toBe(0);
});

it.each([
  ['more than sockets hold', 100_000],
  ['little enough that the server is done at once', 1_000],
])('a slow reader keeps its stream: %s', async (_, rows) => {
  const patient = openDatabase(proxy.url, { quietMs: 100 });
  const text = `SELECT repeat('x', 1000) FROM generate_series(1, ${rows})`;
  const stream = streamCopy(patient, { text, values: [] });
  // Of few rows it may be all: how much arrives at once is not certain.
  let bytes = (await stream.next()).value.length;
  // Longer than it takes the watch to ask.
  await pause(3_000);
  for await (const block of stream) bytes += block.length;
  expect(bytes).toBe(rows * 1_001);
  expect(patient.signs().silentConnections).toBe(0);
  await patient.close();
});

it('a connection whose server process was ended elsewhere is silent, too', async () => {
  const client = await db.pool.connect();
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  proxy.silence();
  await test.db.pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
  await expect(client.query('SELECT 1')).rejects.toMatchObject({ code: 'ETIMEDOUT' });
  client.release();
});
