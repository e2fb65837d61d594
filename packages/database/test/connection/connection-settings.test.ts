import { expect, it } from 'vitest';
import { migrate } from '../../src/connection/migrate.ts';
import { openDatabase } from '../../src/connection/open-database.ts';
import { readServerState } from '../../src/connection/server-state.ts';
import { BEGIN_LONG, inTransaction } from '../../src/connection/transactions.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();

const LIMITS = `SELECT current_setting('statement_timeout') AS statement,
  current_setting('idle_in_transaction_session_timeout') AS idle`;

it('Postgres itself limits the statements and the idle transactions of every connection', async () => {
  const db = openDatabase(test.url, { grabStatementTimeoutMs: 90_000 });
  const usual = { statement: '1min', idle: '1min' };
  expect((await db.pool.query(LIMITS)).rows).toEqual([usual]);
  expect((await db.reserved.pool.query(LIMITS)).rows).toEqual([usual]);
  expect((await db.grabPool.query(LIMITS)).rows).toEqual([{ ...usual, statement: '90s' }]);
  const long = await inTransaction(db, BEGIN_LONG, (client) => client.query(LIMITS));
  expect(long.rows).toEqual([{ ...usual, statement: '10min' }]);
  expect((await db.pool.query(LIMITS)).rows).toEqual([usual]);
  await db.close();
});

it('the settings in the URL win', async () => {
  const url = new URL(test.url);
  url.searchParams.set('statement_timeout', '5000');
  const db = openDatabase(url.href);
  expect((await db.pool.query(LIMITS)).rows).toMatchObject([{ statement: '5s' }]);
  await db.close();
});

it('reads which tables there are, and whether they can be written', async () => {
  const state = { isReadOnly: false, schema: 'current' };
  expect(await readServerState(test.db)).toEqual(state);
  const readOnly = await openReadOnly();
  expect(await readServerState(readOnly)).toEqual({ ...state, isReadOnly: true });
  await readOnly.close();
  const newest = `(SELECT max(id) FROM drizzle.__drizzle_migrations)`;
  const shift = (by: string) =>
    test.db.pool.query(
      `UPDATE drizzle.__drizzle_migrations SET created_at = created_at ${by} WHERE id = ${newest}`,
    );
  await shift('+ 1');
  expect(await readServerState(test.db)).toEqual({ ...state, schema: 'newer' });
  await shift('- 2');
  expect(await readServerState(test.db)).toEqual({ ...state, schema: 'older' });
  await shift('+ 1');
});

it('a start needs no writes while the tables are current', async () => {
  const readOnly = await openReadOnly();
  await migrate(readOnly);
  const older = 'UPDATE drizzle.__drizzle_migrations SET created_at = created_at';
  await test.db.pool.query(`${older} - 1`);
  await expect(migrate(readOnly)).rejects.toMatchObject({ cause: { code: '25006' } });
  await test.db.pool.query(`${older} + 1`);
  await readOnly.close();
});

async function openReadOnly() {
  const url = new URL(test.url);
  url.searchParams.set('options', '-c default_transaction_read_only=on');
  return openDatabase(url.href);
}
