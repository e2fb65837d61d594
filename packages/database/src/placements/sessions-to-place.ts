import type { Database } from '../connection/open-database.ts';
import { IS_ALIVE, isAlive } from './engines.ts';

/** Only its own engine can run it. */
const NEEDS_ITS_ENGINE = 'p.is_linked AND NOT p.bundle_is_current';

/**
 * Sessions that should have a browser and have no lease in force, at most so many, in no order, so that those which
 * cannot start do not hold up the others: those that another engine may have,
 * and those whose own engine is among the seen. A lease that was not prolonged lately counts as unused there.
 */
export async function listToPlace(
  db: Pick<Database, 'pool'>,
  options: {
    seen: readonly string[];
    /** Not prolonged for so long. */
    unused_seconds: number;
    lease_seconds: number;
    margin_seconds: number;
    most: number;
  },
): Promise<string[]> {
  const { seen, unused_seconds, lease_seconds, margin_seconds, most } = options;
  const { rows } = await db.pool.query<{ session_id: string }>(
    `SELECT p.session_id FROM session_placements p
     WHERE p.wants_browser AND (
       (p.engine_id = ANY ($1) AND coalesce(p.expires_at <= clock_timestamp()
         + make_interval(secs => $2::float8 - $3::float8), true))
       OR (NOT (${NEEDS_ITS_ENGINE})
         AND coalesce(p.expires_at <= clock_timestamp() - make_interval(secs => $4), true)))
     ORDER BY random() LIMIT $5`,
    [seen, lease_seconds, unused_seconds, margin_seconds, most],
  );
  return rows.map(({ session_id }) => session_id);
}

/**
 * Notes which sessions wait for the engine that has their profile, and which no longer do. Answers those that wait from
 * now on.
 */
export async function markWaiting(
  db: Pick<Database, 'pool'>,
  {
    margin_seconds,
    away_seconds,
  }: {
    margin_seconds: number;
    /** An engine that was not seen for so long is away. */
    away_seconds: number;
  },
): Promise<string[]> {
  const waits = `p.wants_browser AND ${NEEDS_ITS_ENGINE} AND NOT ${isAlive('p.engine_id', '$2')}
    AND coalesce(p.expires_at <= clock_timestamp() - make_interval(secs => $1), true)`;
  const { rows } = await db.pool.query<{ session_id: string }>(
    `WITH begun AS (
       SELECT p.session_id FROM session_placements p
       WHERE p.waits_for_engine_since IS NULL AND ${waits} FOR NO KEY UPDATE SKIP LOCKED
     ), ended AS (
       SELECT p.session_id FROM session_placements p
       WHERE p.waits_for_engine_since IS NOT NULL AND (${isAlive('p.engine_id', '$2')} OR NOT (${NEEDS_ITS_ENGINE}))
       FOR NO KEY UPDATE SKIP LOCKED
     ), no_more AS (
       UPDATE session_placements p SET waits_for_engine_since = NULL
       FROM ended WHERE p.session_id = ended.session_id
     )
     UPDATE session_placements p SET waits_for_engine_since = clock_timestamp()
     FROM begun WHERE p.session_id = begun.session_id RETURNING p.session_id`,
    [margin_seconds, away_seconds],
  );
  return rows.map(({ session_id }) => session_id);
}

/** How many sessions wait for an engine that is away. */
export async function countWaitingForEngine(db: Pick<Database, 'reserved'>): Promise<number> {
  const { rows } = await db.reserved.pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM session_placements WHERE waits_for_engine_since IS NOT NULL`,
  );
  return rows[0]?.count ?? 0;
}

/** The sessions by the state of their engine. `stored`: it is away, and any other engine can continue them. */
export async function countSessionsByEngine(
  db: Pick<Database, 'reserved'>,
): Promise<{ taking: number; draining: number; away: number; stored: number }> {
  const { rows } = await db.reserved.pool.query(
    `SELECT count(*) FILTER (WHERE is_alive AND NOT draining)::int AS taking,
       count(*) FILTER (WHERE is_alive AND draining)::int AS draining,
       count(*) FILTER (WHERE NOT is_alive AND needs_it)::int AS away,
       count(*) FILTER (WHERE NOT is_alive AND NOT needs_it)::int AS stored
     FROM (
       SELECT e.draining, ${NEEDS_ITS_ENGINE} AS needs_it, ${IS_ALIVE} AS is_alive
       FROM session_placements p JOIN engines e ON e.id = p.engine_id
       WHERE p.is_linked OR p.wants_browser
     ) s`,
  );
  return rows[0];
}
