import type { ClientBase } from 'pg';
import type { Database } from '../connection/open-database.ts';

/** New entries of the trigram index are collected up to this size: sorting them in costs less at once. */
const PENDING_LIMIT = '128MB';
/** Fewer rows leave nothing that a search would notice. */
const MANY_ROWS = 1_000;

/** For a transaction that writes many contacts. */
export async function collectSearchEntries(client: ClientBase): Promise<void> {
  await client.query(`SET LOCAL gin_pending_list_limit = '${PENDING_LIMIT}'`);
}

/**
 * Sorts collected entries into the index after a commit, while nobody waits for it: a search reads
 * what is still collected from end to end. Autovacuum does the same later, so that an error (another
 * role owns the index, the connection broke) costs only time.
 */
export function sortSearchEntries(db: Database, writtenRows: number): void {
  if (writtenRows < MANY_ROWS) return;
  db.pool.query("SELECT gin_clean_pending_list('contacts_search')").catch(() => {});
}
