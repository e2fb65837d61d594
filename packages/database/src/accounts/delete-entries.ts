import type { Database } from '../connection/open-database.ts';
import { CountChanged, type Deleted, deleteByIds } from '../contacts/delete-matching.ts';
import { SessionNotFound } from '../sessions/session-row.ts';
import type { AccountFilters } from './account-filters.ts';
import { listAccountsPage } from './list-accounts-page.ts';

/** As many persons as the API answers on a page. */
const PER_STEP = 1_000;

/**
 * Deletes the first persons that the filters let through from all of the sessions, if so many match as the caller expects.
 * A person goes with all rows in these sessions. Each session has its own transactions, which wait for a running
 * grab. Throws CountChanged, SearchTermInvalid, and GrabLockTimeout: some rows may be gone then.
 */
export async function deleteEntries(
  db: Database,
  {
    expected,
    max_persons,
    lock_timeout_ms,
    ...filters
  }: AccountFilters & {
    session_ids: readonly string[];
    expected: number;
    max_persons: number;
    lock_timeout_ms: number;
  },
): Promise<Deleted> {
  const listed = { ...filters, type: 'individual', sort: 'address' } as const;
  const first = await listAccountsPage(db, { ...listed, limit: 1, with_total: true });
  const matched_count = first.total ?? 0;
  if (matched_count !== expected) throw new CountChanged(matched_count);
  let deleted_count = 0;
  while (deleted_count < max_persons) {
    const limit = Math.min(PER_STEP, max_persons - deleted_count);
    const { entries } = await listAccountsPage(db, { ...listed, limit });
    if (entries.length === 0) break;
    const rows = entries.flatMap(({ accounts }) => accounts);
    for (const [session_id, own] of Map.groupBy(rows, (row) => row.session_id)) {
      const ids = own.map(({ id }) => id);
      await deleteByIds(db, { session_id, ids, lock_timeout_ms }).catch(unlessSessionIsGone);
    }
    deleted_count += entries.length;
  }
  return { matched_count, deleted_count };
}

/** It was deleted meanwhile, with all its rows. */
function unlessSessionIsGone(error: unknown): void {
  if (!(error instanceof SessionNotFound)) throw error;
}
