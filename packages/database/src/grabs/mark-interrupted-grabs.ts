import type { Database } from '../connection/open-database.ts';
import { withShortLockTimeout } from '../connection/transactions.ts';
import { isFreeLease } from '../sessions/grab-lease.ts';
import { lockKey } from '../sessions/lock-session.ts';

/** The error of a grab whose process was killed before the grab was stored. */
export const GRAB_INTERRUPTED = {
  code: 'GRAB_INTERRUPTED',
  message: 'The service was stopped in the middle of this grab; nothing of it was stored.',
};

/**
 * The sessions of running grabs whose lease is free. Their leases are taken away, so that an owner which
 * was only paused stores nothing when it goes on. An older version of this program has no lease, and holds
 * the lock of the address book while it reads.
 */
const DEAD = `
WITH running AS MATERIALIZED (
  SELECT DISTINCT session_id FROM grabs WHERE state = 'running' AND finished_at IS NULL
), free AS MATERIALIZED (
  SELECT l.session_id FROM grab_leases l JOIN running r ON r.session_id = l.session_id
  WHERE ${isFreeLease('l')} FOR UPDATE OF l SKIP LOCKED
), revoked AS (
  UPDATE grab_leases l SET owner = NULL, generation = l.generation + 1
  FROM free WHERE l.session_id = free.session_id
), dead AS MATERIALIZED (
  SELECT r.session_id FROM running r
  WHERE (r.session_id IN (SELECT session_id FROM free)
      OR NOT EXISTS (SELECT FROM grab_leases l WHERE l.session_id = r.session_id))
    AND pg_try_advisory_xact_lock(${lockKey('r.session_id')})
)`;

/**
 * Ends grabs that are `running` only in the table, because their process was killed or does not answer.
 * Durable grabs go back to the queue. With `session_id` the caller must hold that session's lease. Without
 * it, all sessions are checked except those with a living owner. Answers the ids. The jobs of the
 * `requeued` grabs still count as running. Waits only seconds for a lock, see `isLockTimeout`.
 */
export async function markInterruptedGrabs(
  db: Database,
  options: { session_id?: string; now: Date },
): Promise<{ failed: string[]; requeued: string[] }> {
  const dead =
    options.session_id === undefined ? DEAD : 'WITH dead AS (SELECT $3::uuid AS session_id)';
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
