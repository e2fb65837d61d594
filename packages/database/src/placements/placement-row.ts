import { isUuid } from '@grabber/primitives/uuid';
import type { ClientBase } from 'pg';
import type { Database } from '../connection/open-database.ts';
import type { sessionPlacements } from '../schema/placements.ts';
import type { SessionRow } from '../sessions/session-row.ts';

/** One row of `session_placements`. */
export type PlacementRow = typeof sessionPlacements.$inferSelect;

/** A placement, and what the clock of the database says of its lease. */
export type KnownPlacement = PlacementRow & {
  /** It has a lease that has not ended. */
  readonly is_leased: boolean;
  /** Seconds until the lease ends; null: there is none. Negative: so long ago. */
  readonly lease_seconds: number | null;
  /** Seconds since the last new lease was given. */
  readonly placed_seconds: number;
};

export const KNOWN_PLACEMENT = `p.*, coalesce(p.expires_at > clock_timestamp(), false) AS is_leased,
  extract(epoch FROM p.expires_at - clock_timestamp())::float8 AS lease_seconds,
  coalesce(extract(epoch FROM clock_timestamp() - p.placed_at), 1e9)::float8 AS placed_seconds`;

/** Where a session is. Null: no engine has had it yet. */
export async function findPlacement(
  db: Pick<Database, 'pool'>,
  session_id: string,
): Promise<KnownPlacement | null> {
  if (!isUuid(session_id)) return null;
  const { rows } = await db.pool.query<KnownPlacement>(
    `SELECT ${KNOWN_PLACEMENT} FROM session_placements p WHERE p.session_id = $1`,
    [session_id],
  );
  return rows[0] ?? null;
}

/** Which engine each of these sessions is on, or was last. A session without a placement is missing. */
export async function listOwners(
  db: Pick<Database, 'pool'>,
  session_ids: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await db.pool.query<{ session_id: string; engine_id: string }>(
    `SELECT session_id, engine_id FROM session_placements
     WHERE session_id = ANY ($1) AND engine_id IS NOT NULL`,
    [session_ids.filter(isUuid)],
  );
  return new Map(rows.map(({ session_id, engine_id }) => [session_id, engine_id]));
}

/** The sessions that were placed in the last so many seconds, with their engine. */
export async function listPlacedLately(
  db: Pick<Database, 'pool'>,
  { seconds }: { seconds: number },
): Promise<{ session_id: string; engine_id: string }[]> {
  const { rows } = await db.pool.query(
    `SELECT session_id, engine_id FROM session_placements
     WHERE placed_at > clock_timestamp() - make_interval(secs => $1) AND engine_id IS NOT NULL`,
    [seconds],
  );
  return rows;
}

/** The sleeping sessions whose current copy any engine can start, and whose own engine is none of these. */
export async function listAsleepElsewhere(
  db: Pick<Database, 'pool'>,
  { seen, id = null }: { seen: readonly string[]; id?: string | null },
): Promise<(SessionRow & { bundle_generation: number })[]> {
  const { rows } = await db.pool.query(
    `SELECT s.*, p.bundle_generation FROM sessions s
     JOIN session_placements p ON p.session_id = s.id
     WHERE s.asleep AND p.bundle_is_current AND p.engine_id <> ALL ($1)
       AND ($2::uuid IS NULL OR s.id = $2)`,
    [seen, id],
  );
  return rows;
}

/** Whether a session should have a browser, as a person or a grab wants it. */
export async function setWanted(
  db: Pick<Database, 'pool'>,
  { session_id, wanted }: { session_id: string; wanted: boolean },
): Promise<void> {
  await db.pool.query(
    `UPDATE session_placements SET wants_browser = $2
     WHERE session_id = $1 AND wants_browser <> $2`,
    [session_id, wanted],
  );
}

/**
 * The profile of the session is deleted. Its next one may be on any engine, and is under a higher generation: what was
 * said of the old one before that counts no more.
 */
export async function forgetProfile(db: Pick<Database, 'pool'>, session_id: string): Promise<void> {
  await db.pool.query(
    `UPDATE session_placements SET generation = generation + 1, expires_at = NULL,
       wants_browser = false, is_linked = false, bundle_generation = 0, bundle_is_current = false,
       waits_for_engine_since = NULL
     WHERE session_id = $1`,
    [session_id],
  );
}

/** Another lease has been given since, or the session was deleted: what depends on the old one is refused. */
export class PlacementLost extends Error {
  override readonly name = 'PlacementLost';
  readonly code = 'PLACEMENT_LOST';

  constructor() {
    super('the session runs under another lease now');
  }
}

/**
 * Keeps a generation in force until the end of the client's transaction: a new lease waits for it. Renewals do not.
 * Throws PlacementLost.
 */
export async function keepGeneration(
  client: ClientBase,
  { session_id, generation }: { session_id: string; generation: number },
): Promise<void> {
  const { rowCount } = await client.query(
    `SELECT FROM session_placements WHERE session_id = $1 AND generation = $2 FOR KEY SHARE`,
    [session_id, generation],
  );
  if (rowCount === 0) throw new PlacementLost();
}
