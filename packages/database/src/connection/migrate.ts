import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import { isLockTimeout } from './database-errors.ts';
import { applyMigrations, drizzle } from './drizzle.ts';
import type { Database } from './open-database.ts';
import { hasCurrentSchema, MIGRATIONS_DIR } from './server-state.ts';

/** Any number that nothing else on the database uses. */
const MIGRATION_LOCK = 7_423_118_001;
const QUEUE_TIMEOUT_MS = 120_000;
/** While a statement waits for a table, every later query of that table waits behind it. */
const LOCK_TIMEOUT_MS = 2_000;
/** In which those queries run. */
const RETRY_PAUSE_MS = 3_000;
/** Longer than an export may keep its snapshot, which is half an hour. */
const RETRY_TIMEOUT_MS = 40 * 60_000;

export type MigrateOptions = {
  /** For tests, as the next three. */
  readonly folder?: string;
  readonly lockTimeoutMs?: number;
  readonly retryPauseMs?: number;
  readonly retryTimeoutMs?: number;
  /** Called after each try that did not get a table. */
  readonly onBlocked?: () => void;
};

/** A newer version changed the tables in a way that this code cannot work with. */
export class CodeTooOld extends Error {
  override readonly name = 'CodeTooOld';
  readonly code = 'CODE_TOO_OLD';

  constructor(known: number, needed: number) {
    super(
      `A newer version of this program has upgraded the database: it needs code that knows ${needed} migrations, and this code knows ${known}. Start the newer version, or restore the backup from before its start.`,
    );
  }
}

/** Other connections kept a table for the whole time. Nothing was changed. */
export class MigrationBlocked extends Error {
  override readonly name = 'MigrationBlocked';
  readonly code = 'MIGRATION_BLOCKED';

  constructor(options?: ErrorOptions) {
    super(
      'The database could not be upgraded, because another connection kept a table locked. Look for long transactions in pg_stat_activity (a dump, a report), end them, and start again.',
      options,
    );
  }
}

/**
 * Migrates the tables. Any number of processes may call this at once: they run one after the other. A table
 * that another connection uses is tried again and again, and between the tries all queries run. Throws CodeTooOld,
 * MigrationBlocked; an error when another process migrates for longer than two minutes, or a migration fails; each
 * start then finds the tables as they were.
 */
export async function migrate(db: Database, options: MigrateOptions = {}): Promise<void> {
  const { folder = MIGRATIONS_DIR } = options;
  const client = await db.pool.connect();
  try {
    await client.query(`SET statement_timeout = 0; SET lock_timeout = ${QUEUE_TIMEOUT_MS}`);
    await requireNewEnough(client, folder);
    // A restart must not need a write: the address book can be read during a failover.
    if (folder === MIGRATIONS_DIR && (await hasCurrentSchema(client))) return;
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await requireNewEnough(client, folder);
    // Hides the notice "… already exists, skipping" of every start after the first.
    await client.query('SET client_min_messages = warning');
    await client.query(`SET lock_timeout = ${options.lockTimeoutMs ?? LOCK_TIMEOUT_MS}`);
    await applyWithRetries(client, folder, options);
  } finally {
    // Closing the connection always releases the lock, even after an error.
    client.release(true);
  }
}

/** All pending migrations are one transaction: a try that fails changes nothing. */
async function applyWithRetries(
  client: PoolClient,
  folder: string,
  { retryPauseMs = RETRY_PAUSE_MS, retryTimeoutMs = RETRY_TIMEOUT_MS, onBlocked }: MigrateOptions,
): Promise<void> {
  const end = performance.now() + retryTimeoutMs;
  for (;;) {
    try {
      return await applyMigrations(drizzle(client), { migrationsFolder: folder });
    } catch (error) {
      if (!isLockTimeout(error)) throw error;
      if (performance.now() > end) throw new MigrationBlocked({ cause: error });
      onBlocked?.();
    }
    await sleep(retryPauseMs);
  }
}

/** Code counts by the migrations that it knows. Rejects with CodeTooOld. */
async function requireNewEnough(client: PoolClient, folder: string): Promise<void> {
  const { rows } = await client.query(
    `SELECT to_regclass('public.code_compatibility') IS NOT NULL AS known`,
  );
  if (!rows[0].known) return;
  const needed = await client.query<{ min_code_version: number }>(
    'SELECT min_code_version FROM code_compatibility',
  );
  const min = needed.rows[0]?.min_code_version ?? 0;
  const version = await codeVersion(folder);
  if (version < min) throw new CodeTooOld(version, min);
}

async function codeVersion(folder: string): Promise<number> {
  const journal = JSON.parse(await readFile(join(folder, 'meta', '_journal.json'), 'utf8'));
  return (journal as { entries: unknown[] }).entries.length;
}
