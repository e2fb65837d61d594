import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientBase } from 'pg';
import type { Database } from './open-database.ts';

export const MIGRATIONS_DIR = join(import.meta.dirname, '..', '..', 'migrations');

type Journal = { readonly entries: readonly { readonly when: number }[] };

/** What a request for contacts would find. */
export type ServerState = {
  readonly isReadOnly: boolean;
  /** The tables, compared with those that this code was written for. */
  readonly schema: 'current' | 'older' | 'newer';
};

const NEWEST_MIGRATION = '(SELECT max(created_at) FROM drizzle.__drizzle_migrations)';

/** Reads a row of the address book, and how the server is. Rejects when it cannot be read. */
export async function readServerState(db: Pick<Database, 'probe'>): Promise<ServerState> {
  const [row] = await db.probe<{ read_only: boolean; newest: number | null }>(
    `SELECT current_setting('transaction_read_only') = 'on' AS read_only,
       ${NEWEST_MIGRATION}::bigint AS newest, EXISTS (SELECT FROM contacts) AS has_contacts`,
  );
  const difference = (row?.newest ?? 0) - newestMigration();
  return {
    isReadOnly: row?.read_only === true,
    schema: difference === 0 ? 'current' : difference < 0 ? 'older' : 'newer',
  };
}

/** Whether nothing is to be migrated. */
export async function hasCurrentSchema(client: ClientBase): Promise<boolean> {
  const table = await client.query<{ exists: boolean }>(
    "SELECT to_regclass('drizzle.__drizzle_migrations') IS NOT NULL AS exists",
  );
  if (table.rows[0]?.exists !== true) return false;
  const { rows } = await client.query<{ newest: number | null }>(
    `SELECT ${NEWEST_MIGRATION}::bigint AS newest`,
  );
  return (rows[0]?.newest ?? 0) >= newestMigration();
}

/** How many migrations the database has, and how many this code knows. Rejects when it cannot be read. */
export async function readMigrations(
  db: Pick<Database, 'probe'>,
): Promise<{ applied: number; known: number }> {
  const [row] = await db.probe<{ applied: number }>(
    'SELECT count(*)::int AS applied FROM drizzle.__drizzle_migrations',
  );
  return { applied: row?.applied ?? 0, known: readJournal().entries.length };
}

let newest: number | undefined;

function newestMigration(): number {
  newest ??= Math.max(...readJournal().entries.map(({ when }) => when));
  return newest;
}

function readJournal(): Journal {
  return JSON.parse(readFileSync(join(MIGRATIONS_DIR, 'meta', '_journal.json'), 'utf8')) as Journal;
}
