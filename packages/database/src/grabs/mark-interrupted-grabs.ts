import type { Database } from '../connection/open-database.ts';
import { withShortLockTimeout } from '../connection/transactions.ts';
import { lockKey } from '../sessions/lock-session.ts';

/** The error of a grab whose process was killed before the grab was stored. */
export const GRAB_INTERRUPTED = {
  code: 'GRAB_INTERRUPTED',
  message: 'The service was stopped in the middle of this grab; nothing of it was stored.',
};

/**
 * Ends grabs that are `running` only in the table, because their process was killed. Durable grabs go
 * back to the queue. With `session_id` the caller must hold that session's lock. Without it, all sessions
 * are checked except locked ones, whose grab is alive. Answers the ids. The jobs of the `requeued` grabs
 * still count as running. Waits only seconds for a lock, see `isLockTimeout`.
 */
export async function markInterruptedGrabs(
  db: Database,
  options: { session_id?: string; now: Date },
): Promise<{ failed: string[]; requeued: string[] }> {
  const dead =
    options.session_id === undefined
      ? `WITH sessions_of_running AS MATERIALIZED (
           SELECT DISTINCT session_id FROM grabs WHERE state = 'running' AND finished_at IS NULL
         ), dead AS MATERIALIZED (
           SELECT session_id FROM sessions_of_running
           WHERE pg_try_advisory_xact_lock(${lockKey('session_id')})
         )`
      : 'WITH dead AS (SELECT $3::uuid AS session_id)';
  const text = `${dead} UPDATE grabs
     SET state = CASE WHEN durable THEN 'queued' ELSE 'failed' END, error = $1,
         finished_at = CASE WHEN durable THEN NULL ELSE $2::timestamptz END
     FROM dead WHERE grabs.session_id = dead.session_id AND grabs.state = 'running' AND finished_at IS NULL
     RETURNING grabs.id, grabs.durable`;
  const values = [
    JSON.stringify(GRAB_INTERRUPTED),
    options.now,
    ...(options.session_id === undefined ? [] : [options.session_id]),
  ];
  const { rows } = await withShortLockTimeout(db, (_, client) =>
    client.query<{ id: string; durable: boolean }>(text, values),
  );
  const idsOf = (durable: boolean) =>
    rows.filter((row) => row.durable === durable).map(({ id }) => id);
  return { failed: idsOf(false), requeued: idsOf(true) };
}
