import type { Database } from './open-database.ts';
import { lockKey } from './store/lock-session.ts';

const INTERRUPTED = JSON.stringify({
  code: 'GRAB_INTERRUPTED',
  message: 'The service was stopped in the middle of this grab; nothing of it was stored.',
});

/**
 * Ends grabs that are `running` in the table only, because their process was killed. With
 * `session_id` the caller holds that session's lock; without, all sessions are looked at, and those
 * that are locked are left alone: their grab lives. Answers how many.
 */
export async function markInterruptedGrabs(
  db: Database,
  options: { session_id?: string; now: Date },
): Promise<number> {
  const dead =
    options.session_id === undefined
      ? `WITH sessions_of_running AS MATERIALIZED (
           SELECT DISTINCT session_id FROM grabs WHERE state = 'running'
         ), dead AS MATERIALIZED (
           SELECT session_id FROM sessions_of_running
           WHERE pg_try_advisory_xact_lock(${lockKey('session_id')})
         )`
      : 'WITH dead AS (SELECT $3::uuid AS session_id)';
  const { rowCount } = await db.pool.query(
    `${dead} UPDATE grabs SET state = 'failed', error = $1, finished_at = $2
     FROM dead WHERE grabs.session_id = dead.session_id AND grabs.state = 'running'`,
    [INTERRUPTED, options.now, ...(options.session_id === undefined ? [] : [options.session_id])],
  );
  return rowCount ?? 0;
}
