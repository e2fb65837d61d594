import { isUuid } from '@grabber/primitives/uuid';
import type { Database } from '../connection/open-database.ts';
import { SessionNotFound } from './session-row.ts';

/** A process that puts a session to sleep and dies holds up its wakes for at most so long. */
const SLEEP_CLAIM = '40 seconds';
/** As precise as a Date, so that a hold is recognised by its time. */
const NOW = "date_trunc('milliseconds', clock_timestamp())";

/** SQL: since when a session sleeps. As in the index `sessions_asleep_since`. */
export const ASLEEP_SINCE = 'coalesce(seen_awake_at, created_at)';

/** How long a session stays awake for one of those who need it. */
export type Hold = {
  readonly awake_until: Date;
  /** False: something else keeps it awake for as long. */
  readonly is_own: boolean;
  /** A process puts it to sleep now. Look again: the hold counts from then on. */
  readonly is_going_to_sleep: boolean;
};

/** Keeps a session awake for so long from now, or longer where it was to stay so already. Throws SessionNotFound. */
export async function holdAwake(
  db: Database,
  { id, seconds }: { id: string; seconds: number },
): Promise<Hold> {
  if (!isUuid(id)) throw new SessionNotFound();
  const { rows } = await db.pool.query<Hold>(
    `UPDATE sessions s SET awake_until = greatest(s.awake_until,
       ${NOW} + make_interval(secs => $2))
     FROM (SELECT id, awake_until FROM sessions WHERE id = $1 FOR NO KEY UPDATE) before
     WHERE s.id = before.id
     RETURNING s.awake_until, before.awake_until IS DISTINCT FROM s.awake_until AS is_own,
       coalesce(s.sleeping_until > clock_timestamp(), false) AS is_going_to_sleep`,
    [id, seconds],
  );
  if (rows[0] === undefined) throw new SessionNotFound();
  return rows[0];
}

/** Shortens a hold to so many seconds from now, unless something else keeps the session awake for as long or longer. */
export async function shortenHold(
  db: Database,
  hold: Pick<Hold, 'awake_until' | 'is_own'> & { id: string; seconds: number },
): Promise<void> {
  const { id, awake_until, is_own, seconds } = hold;
  if (!is_own) return;
  await db.pool.query(
    `UPDATE sessions SET awake_until = least(awake_until, ${NOW} + make_interval(secs => $3))
     WHERE id = $1 AND awake_until = $2`,
    [id, awake_until, seconds],
  );
}

/** Keeps a session awake for a person, for so long from now or longer. The end of a hold does not shorten it. */
export async function keepAwake(
  db: Database,
  { id, seconds }: { id: string; seconds: number },
): Promise<void> {
  await db.pool.query(
    `UPDATE sessions SET kept_awake_until = greatest(kept_awake_until,
       ${NOW} + make_interval(secs => $2)) WHERE id = $1`,
    [id, seconds],
  );
}

/** A process that wakes a session and dies keeps others from it for at most so long. */
const WAKE_CLAIM = '30 seconds';

/** Notes that the session's browser is started to wake it. False: another request does that now. */
export async function beginWake(db: Database, id: string): Promise<boolean> {
  const { rowCount } = await db.pool.query(
    `UPDATE sessions SET woken_at = clock_timestamp()
     WHERE id = $1 AND coalesce(woken_at, '-infinity') < clock_timestamp() - interval '${WAKE_CLAIM}'`,
    [id],
  );
  return rowCount === 1;
}

/** The browser was not started after all. */
export async function giveUpWake(db: Database, id: string): Promise<void> {
  await db.pool.query('UPDATE sessions SET woken_at = NULL WHERE id = $1', [id]);
}

/**
 * Takes the sessions that nothing keeps awake any more, at most so many, so that one process puts each of them
 * to sleep. A hold that comes later waits for that.
 */
export async function takeSleepy(
  db: Database,
  { most }: { most: number },
): Promise<{ id: string; woken_at: Date | null; connected_at: Date | null; now: Date }[]> {
  const { rows } = await db.pool.query(
    `WITH due AS (
       SELECT id FROM sessions s
       WHERE keep = 'asleep' AND NOT asleep AND status IN ('connected', 'connecting')
         AND coalesce(greatest(awake_until, kept_awake_until), '-infinity') <= clock_timestamp()
         AND coalesce(sleeping_until, '-infinity') <= clock_timestamp()
         AND NOT EXISTS (SELECT FROM grabs g WHERE g.session_id = s.id AND g.state = 'running')
       ORDER BY awake_until NULLS FIRST LIMIT $1 FOR UPDATE SKIP LOCKED
     )
     UPDATE sessions s SET sleeping_until = clock_timestamp() + interval '${SLEEP_CLAIM}'
     FROM due WHERE s.id = due.id
     RETURNING s.id, s.woken_at, s.connected_at, clock_timestamp() AS now`,
    [most],
  );
  return rows;
}

/** Ends what takeSleepy began. `slept`: the session sleeps now. `again`: when to look again if not. */
export async function endSleepClaim(
  db: Database,
  { id, slept, againSeconds = 0 }: { id: string; slept: boolean; againSeconds?: number },
): Promise<void> {
  await db.pool.query(
    `UPDATE sessions SET sleeping_until = NULL,
       awake_until = CASE WHEN $2 THEN awake_until
         ELSE greatest(awake_until, ${NOW} + make_interval(secs => $3)) END,
       seen_awake_at = CASE WHEN $2 THEN clock_timestamp() ELSE seen_awake_at END,
       awake_ms = CASE WHEN $2 AND woken_at IS NOT NULL
         THEN least(2147483647, extract(epoch FROM clock_timestamp() - woken_at) * 1000)::int
         ELSE awake_ms END,
       woken_at = CASE WHEN $2 THEN NULL ELSE woken_at END
     WHERE id = $1`,
    [id, slept, againSeconds],
  );
}

/**
 * The sessions to wake without a grab: those that sleep though a person has chosen that they stay awake, and those
 * that were last awake before so many days (0: none of these).
 */
export async function listToWake(
  db: Database,
  { days, most }: { days: number; most: number },
): Promise<string[]> {
  // Not clock_timestamp(), for which Postgres would look at every session in place of the index.
  const isFree = "coalesce(awake_until, '-infinity') <= clock_timestamp()";
  const { rows } = await db.pool.query<{ id: string }>(
    `(SELECT id FROM sessions WHERE asleep AND keep = 'awake' AND ${isFree} LIMIT $2)
     UNION ALL
     (SELECT id FROM sessions WHERE asleep AND keep = 'asleep' AND ${isFree} AND $1 > 0
        AND ${ASLEEP_SINCE} < now() - make_interval(days => $1)
      ORDER BY ${ASLEEP_SINCE} LIMIT $2)
     LIMIT $2`,
    [days, most],
  );
  return rows.map(({ id }) => id);
}
