import { expect, it, vi } from 'vitest';
import { sql } from '../../src/connection/drizzle.ts';
import { openDatabase } from '../../src/connection/open-database.ts';
import { streamCopy } from '../../src/connection/stream-copy.ts';
import { inReadTransaction } from '../../src/connection/transactions.ts';
import { withSignal } from '../../src/connection/with-signal.ts';
import { findWorkspaceByName } from '../../src/workspaces/workspaces.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();
const LEFT = new Error('the client left');
const SLEEP = 'SELECT pg_sleep(600)';

async function sleeping(): Promise<number> {
  const { rows } = await test.db.pool.query<{ count: number }>(
    `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
     AND state = 'active' AND query LIKE '%pg_sleep(600)%' AND pid <> pg_backend_pid()`,
  );
  return rows[0]?.count ?? 0;
}

it.each([
  ['a query', (db: typeof test.db) => db.pool.query(SLEEP)],
  ['a query of Drizzle', (db: typeof test.db) => db.orm.execute(sql.raw(SLEEP))],
  ['a transaction', (db: typeof test.db) => inReadTransaction(db, (client) => client.query(SLEEP))],
  [
    'a transaction of Drizzle',
    (db: typeof test.db) => db.orm.transaction((tx) => tx.execute(sql.raw(SLEEP))),
  ],
  [
    'a stream',
    (db: typeof test.db) => Array.fromAsync(streamCopy(db, { text: SLEEP, values: [] })),
  ],
])('%s ends in Postgres when its signal aborts', async (what, run) => {
  const one = openDatabase(test.url, { max: 1 });
  const left = new AbortController();
  const running = run(withSignal(one, left.signal));
  const outcome = Promise.resolve(running).then(
    () => undefined,
    (error: Error) => error,
  );
  await vi.waitFor(async () => expect(await sleeping()).toBe(1));
  left.abort(LEFT);
  const error = await outcome;
  if (what !== 'a stream') expect(error?.cause ?? error).toBe(LEFT);
  expect(error).toBeDefined();
  await vi.waitFor(async () => expect(await sleeping()).toBe(0));
  // The pool is whole again.
  await one.ping();
  await one.close();
});

it('reads as the database itself while its signal does not abort', async () => {
  const one = openDatabase(test.url, { max: 1 });
  const db = withSignal(one, new AbortController().signal);
  for (let round = 0; round < 3; round += 1) {
    expect(await findWorkspaceByName(db, 'default')).toMatchObject({ name: 'default' });
    expect((await db.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  }
  await expect(db.pool.query('SELECT 1 / 0')).rejects.toMatchObject({ code: '22012' });
  await one.ping();
  await one.close();
});

it('begins nothing after the abort', async () => {
  const db = withSignal(test.db, AbortSignal.abort(LEFT));
  await expect(db.pool.query('SELECT 1')).rejects.toBe(LEFT);
  await expect(findWorkspaceByName(db, 'default')).rejects.toMatchObject({ cause: LEFT });
});
