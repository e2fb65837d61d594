import { expect, it } from 'vitest';
import { CodeTooOld, MigrationBlocked, migrate } from '../../src/connection/migrate.ts';
import { openDatabase } from '../../src/connection/open-database.ts';
import { migrationsOf, readJournal } from '../support/migrations.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();

const ADD_COLUMN = 'ALTER TABLE "contacts" ADD COLUMN "later" text;';

/** A transaction that has read contacts, as an export or a dump keeps it. */
async function holdRead() {
  const client = await test.db.pool.connect();
  await client.query('BEGIN; SELECT FROM contacts LIMIT 1');
  return async () => {
    await client.query('ROLLBACK');
    client.release();
  };
}

it('a migration behind an export lets other queries through, and is done when the export ends', async () => {
  const { folder, remove } = await migrationsOf({ others: [ADD_COLUMN] });
  const endExport = await holdRead();
  const reader = openDatabase(test.url);
  const blocked = Promise.withResolvers<void>();
  const migrated = migrate(test.db, {
    ...{ folder, lockTimeoutMs: 50, retryPauseMs: 50 },
    onBlocked: blocked.resolve,
  });
  try {
    await blocked.promise;
    // Each waits behind one try at the most.
    for (let query = 0; query < 20; query += 1) await reader.pool.query('SELECT FROM contacts');
    await endExport();
    await migrated;
    await reader.pool.query('SELECT later FROM contacts');
  } finally {
    await reader.close();
    await remove();
  }
});

it('a table that is never free ends the try with what to do, and nothing is changed', async () => {
  const others = ['CREATE TABLE "half" ("id" integer);', ADD_COLUMN.replace('later', 'never')];
  const { folder, remove } = await migrationsOf({ others });
  const endExport = await holdRead();
  try {
    const options = { folder, lockTimeoutMs: 50, retryPauseMs: 10, retryTimeoutMs: 0 };
    const failure = await migrate(test.db, options).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(MigrationBlocked);
    expect((failure as Error).message).toContain('pg_stat_activity');
    const { rows } = await test.db.pool.query(`SELECT to_regclass('half') AS half`);
    expect(rows).toEqual([{ half: null }]);
  } finally {
    await endExport();
    await remove();
  }
});

it('code that is older than an adding migration starts, and older than a contracting one it refuses', async () => {
  const known = (await readJournal()).entries.length;
  const adding = await migrationsOf({ others: ['CREATE TABLE "added" ("id" integer);'] });
  const contracting = await migrationsOf({
    others: [
      'CREATE TABLE "added" ("id" integer);',
      `UPDATE "code_compatibility" SET "min_code_version" = ${known + 1};`,
    ],
  });
  try {
    await migrate(test.db, adding);
    await migrate(test.db);
    await migrate(test.db, contracting);
    await migrate(test.db, adding);
    const failure = await migrate(test.db).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(CodeTooOld);
    expect((failure as Error).message).toMatch(/^A newer version of this program .* backup/);
  } finally {
    await adding.remove();
    await contracting.remove();
  }
});
