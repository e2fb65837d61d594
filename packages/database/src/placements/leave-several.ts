import { isUuid } from '@grabber/primitives/uuid';
import type { Database } from '../connection/open-database.ts';
import { KNOWN_PLACEMENT, type KnownPlacement } from './placement-row.ts';

/**
 * The sessions that ran where there were several engines, and that the only one left is to have: those that should have a
 * browser, and those that sleep with a current copy. Not one that another engine may still run. At most so many, first
 * those that should have a browser.
 */
export async function listLeft(
  db: Pick<Database, 'pool'>,
  options: {
    readonly engine_id: string;
    /** The sessions that it runs for itself already. */
    readonly free: readonly string[];
    readonly margin_seconds: number;
    readonly most: number;
  },
): Promise<KnownPlacement[]> {
  const { engine_id, free, margin_seconds, most } = options;
  const { rows } = await db.pool.query<KnownPlacement>(
    `SELECT ${KNOWN_PLACEMENT} FROM session_placements p JOIN sessions s ON s.id = p.session_id
     WHERE (p.engine_id = $1 AND p.is_linked AND p.wants_browser)
       OR (p.engine_id <> $1 AND p.session_id = ANY ($2))
       OR (p.engine_id <> $1 AND p.is_linked AND p.bundle_is_current
         AND (p.wants_browser OR s.keep = 'asleep')
         AND coalesce(p.expires_at <= clock_timestamp() - make_interval(secs => $3), true))
     ORDER BY p.wants_browser DESC, random() LIMIT $4`,
    [engine_id, free.filter(isUuid), margin_seconds, most],
  );
  return rows;
}

/** Whether sessions were placed once, and no process has several engines any more: each notes when it sees them. */
export async function hasLeftSeveral(
  db: Pick<Database, 'pool'>,
  { away_seconds }: { away_seconds: number },
): Promise<boolean> {
  const { rowCount } = await db.pool.query(
    `SELECT FROM session_placements WHERE NOT EXISTS (SELECT FROM engines e
       WHERE e.heartbeat_at > clock_timestamp() - make_interval(secs => $1)) LIMIT 1`,
    [away_seconds],
  );
  return rowCount === 1;
}

/**
 * Notes that the only engine runs a session now, without a lease. False: another process has noted it. Where there are
 * several engines again, that one adopts it.
 */
export async function noteAlone(
  db: Pick<Database, 'pool'>,
  {
    session_id,
    generation,
    engine_id,
  }: {
    session_id: string;
    /** As it was before. */
    generation: number;
    engine_id: string;
  },
): Promise<boolean> {
  const { rowCount } = await db.pool.query(
    `UPDATE session_placements SET engine_id = $3, generation = generation + 1, expires_at = NULL,
       wants_browser = false, bundle_is_current = false, waits_for_engine_since = NULL
     WHERE session_id = $1 AND generation = $2`,
    [session_id, generation, engine_id],
  );
  return rowCount === 1;
}
