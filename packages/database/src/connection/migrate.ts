import { applyMigrations, drizzle } from './drizzle.ts';
import type { Database } from './open-database.ts';
import { hasCurrentSchema, MIGRATIONS_DIR } from './server-state.ts';

/** Any number that nothing else on the database uses. */
const MIGRATION_LOCK = 7_423_118_001;
const LOCK_TIMEOUT_MS = 120_000;

/**
 * Migrates the tables. Any number of processes may call this at once: they run one after the other.
 *
 * @throws when another process migrates for longer than two minutes, or a migration fails; each
 *   start then finds the tables as they were
 */
export async function migrate(db: Database): Promise<void> {
  const client = await db.pool.connect();
  try {
    await client.query(`SET lock_timeout = ${LOCK_TIMEOUT_MS}`);
    await client.query('SET statement_timeout = 0');
    // A restart must not need a write: the address book can be read during a failover.
    if (await hasCurrentSchema(client)) return;
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await client.query('RESET lock_timeout');
    // Hides the notice "… already exists, skipping" of every start after the first.
    await client.query('SET client_min_messages = warning');
    await applyMigrations(drizzle(client), { migrationsFolder: MIGRATIONS_DIR });
  } finally {
    // Closing the connection always releases the lock, even after an error.
    client.release(true);
  }
}
