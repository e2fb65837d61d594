import type { Database } from '../connection/open-database.ts';
import { isAlive } from './engines.ts';

/** A session that waits for its engine, unless the store has the profile as that engine left it. */
export type UnknownCopy = {
  readonly session_id: string;
  /** Of its last lease. */
  readonly generation: number;
};

type Times = {
  readonly margin_seconds: number;
  /** An engine that was not seen for so long is away. */
  readonly away_seconds: number;
};

/** Its lease is over, its engine is away, and has not said that the last copy is the profile. */
const IS_UNKNOWN = `p.is_linked AND NOT p.bundle_is_current AND p.generation > 0
  AND NOT ${isAlive('p.engine_id', '$2')}
  AND coalesce(p.expires_at <= clock_timestamp() - make_interval(secs => $1), true)`;

/** At most so many, in no order, so that those without a copy do not hold up the others. */
export async function listUnknownCopies(
  db: Pick<Database, 'pool'>,
  { margin_seconds, away_seconds, most }: Times & { readonly most: number },
): Promise<UnknownCopy[]> {
  const { rows } = await db.pool.query<UnknownCopy>(
    `SELECT p.session_id, p.generation FROM session_placements p
     WHERE ${IS_UNKNOWN} ORDER BY random() LIMIT $3`,
    [margin_seconds, away_seconds, most],
  );
  return rows;
}

/**
 * Notes that the store has the profile as the session left it under its last lease, so that another engine may have it.
 * False: the session has had another lease since, or its engine is back.
 */
export async function noteCurrentCopy(
  db: Pick<Database, 'pool'>,
  {
    session_id,
    generation,
    bundle_generation,
    margin_seconds,
    away_seconds,
  }: UnknownCopy & Times & { readonly bundle_generation: number },
): Promise<boolean> {
  const { rowCount } = await db.pool.query(
    `UPDATE session_placements p SET bundle_generation = $5, bundle_is_current = true,
       expires_at = NULL, waits_for_engine_since = NULL
     WHERE p.session_id = $3 AND p.generation = $4 AND p.bundle_generation <= $5 AND ${IS_UNKNOWN}`,
    [margin_seconds, away_seconds, session_id, generation, bundle_generation],
  );
  return rowCount === 1;
}
