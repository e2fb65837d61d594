import type { ClientBase } from 'pg';
import type { Database } from '../connection/open-database.ts';

/** New entries of the trigram index are collected up to this size: sorting many at once costs less. */
const PENDING_LIMIT = '128MB';
const INDEXES = ['contacts_search', 'contacts_search_wide'];

/** Below this number of rows a search does not become slower. */
const MANY_ROWS = 1_000;

/** For a transaction that writes many contacts. */
export async function collectSearchEntries(client: ClientBase): Promise<void> {
  await client.query(`SET LOCAL gin_pending_list_limit = '${PENDING_LIMIT}'`);
}

/** By then the answer of a grab has its rows: two statements and the API share two cores. */
const SORT_DELAY_MS = 3_000;

/**
 * Sorts the collected entries into the index some time after a commit, when no request waits for it. A search must
 * scan all entries that are not sorted yet. Autovacuum does the same later, so an error (another role owns
 * the index, the connection broke, the process ended) costs only time.
 */
export function sortSearchEntries(db: Database, writtenRows: number): void {
  if (writtenRows < MANY_ROWS) return;
  const sort = () => {
    if (db.pool.ending) return;
    for (const index of INDEXES) {
      db.pool.query('SELECT gin_clean_pending_list($1::regclass)', [index]).catch(() => {});
    }
  };
  setTimeout(sort, SORT_DELAY_MS).unref();
}
