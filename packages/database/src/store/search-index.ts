import type { ClientBase } from 'pg';
import type { Database } from '../connection/open-database.ts';

/** New entries of the trigram index are collected up to this size: sorting many at once costs less. */
const PENDING_LIMIT = '128MB';
/** Below this number of rows a search does not become slower. */
const MANY_ROWS = 1_000;

/** For a transaction that writes many contacts. */
export async function collectSearchEntries(client: ClientBase): Promise<void> {
  await client.query(`SET LOCAL gin_pending_list_limit = '${PENDING_LIMIT}'`);
}

/**
 * Sorts the collected entries into the index after a commit, when no request waits for it. A search must
 * scan all entries that are not sorted yet. Autovacuum does the same later, so an error (another role owns
 * the index, the connection broke) costs only time.
 */
export function sortSearchEntries(db: Database, writtenRows: number): void {
  if (writtenRows < MANY_ROWS) return;
  db.pool.query("SELECT gin_clean_pending_list('contacts_search')").catch(() => {});
}
