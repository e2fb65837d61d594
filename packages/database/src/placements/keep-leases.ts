import type { Database } from '../connection/open-database.ts';

/** What an engine says that it holds of a session. */
export type EngineHold = {
  readonly session_id: string;
  readonly generation: number | null;
  /** False: the engine runs it for itself. */
  readonly is_leased?: boolean;
  readonly has_browser: boolean;
  readonly is_linked: boolean;
  readonly bundle_generation: number;
  readonly bundle_is_current: boolean;
};

type OfEngine = {
  readonly engine_id: string;
  /** As it said just before: a reading from before a lease must not be taken for one from after it. */
  readonly holds: readonly EngineHold[];
};

const HOLDS = `jsonb_to_recordset($2) AS h (session_id uuid, generation bigint, is_leased boolean,
  has_browser boolean, is_linked boolean, bundle_generation bigint, bundle_is_current boolean)`;

/** A lease that was prolonged, and how long it would still have lasted. */
export type Prolonged = {
  readonly session_id: string;
  readonly generation: number;
  readonly left_seconds: number;
};

/**
 * Prolongs the leases that an engine uses and that another process has not prolonged lately. Answers which: the engine
 * must hear of these, with its clock as it was before this call.
 */
export async function renewLeases(
  db: Pick<Database, 'pool'>,
  { engine_id, holds }: OfEngine,
  { lease_seconds, every_seconds }: { lease_seconds: number; every_seconds: number },
): Promise<Prolonged[]> {
  const used = holds.filter(({ generation, has_browser }) => has_browser && generation !== null);
  if (used.length === 0) return [];
  const { rows } = await db.pool.query(
    `WITH due AS (
       SELECT p.session_id,
         extract(epoch FROM p.expires_at - clock_timestamp())::float8 AS left_seconds
       FROM session_placements p JOIN ${HOLDS} USING (session_id, generation)
       WHERE p.engine_id = $1 AND p.expires_at > clock_timestamp()
         AND p.expires_at <= clock_timestamp() + make_interval(secs => $3::float8 - $4::float8)
       ORDER BY p.session_id FOR NO KEY UPDATE OF p SKIP LOCKED
     )
     UPDATE session_placements p
     SET expires_at = clock_timestamp() + make_interval(secs => $3::float8)
     FROM due WHERE p.session_id = due.session_id
     RETURNING p.session_id, p.generation, due.left_seconds`,
    [engine_id, JSON.stringify(used), lease_seconds, every_seconds],
  );
  return rows;
}

/** The time by the clock of the database, as exact as it has it. */
export async function readDatabaseClock({ pool }: Pick<Database, 'pool'>): Promise<string> {
  const { rows } = await pool.query<{ now: string }>('SELECT clock_timestamp()::text AS now');
  const now = rows[0]?.now;
  if (now === undefined) throw new Error('SELECT clock_timestamp() returned no row');
  return now;
}

/**
 * Stores what an engine says of the profiles that are on it: under the lease that it was given last, or without one if
 * none is in force. A session that has ended under its lease is not wanted any more, unless its engine drains: then it
 * has no lease, and another engine may have it at once. What it says of a linked profile that it has not restored yet
 * does not count: it may have an older one, or none. Where no profile is linked, the copies are of a link that has ended.
 */
export async function noteHolds(
  db: Pick<Database, 'pool'>,
  { engine_id, holds }: OfEngine,
  options: {
    readonly draining: boolean;
    /**
     * From `readDatabaseClock`, before the engine was asked: a process that stood still may come with an answer from
     * before the last lease, and what has no lease names none. Null: nothing is stored of sessions without one.
     */
    readonly asked_at: string | null;
  },
): Promise<void> {
  const { draining, asked_at } = options;
  if (holds.length === 0) return;
  await db.pool.query(
    `WITH seen AS (
       SELECT p.session_id, h.is_linked, h.bundle_generation,
         h.bundle_is_current AND NOT h.has_browser AS bundle_is_current,
         p.wants_browser AND (h.has_browser OR $3 OR h.generation IS NULL) AS wants_browser,
         CASE WHEN $3 AND NOT h.has_browser THEN NULL ELSE p.expires_at END AS expires_at
       FROM session_placements p JOIN ${HOLDS} USING (session_id)
       WHERE p.engine_id = $1 AND (h.bundle_generation >= p.bundle_generation OR NOT p.is_linked)
         AND (h.generation = p.generation
           OR (h.generation IS NULL AND coalesce(p.expires_at <= clock_timestamp(), true)
             AND (p.placed_at IS NULL OR p.placed_at < $4::timestamptz)
             AND (h.is_linked OR NOT p.is_linked)))
     ), changed AS (
       SELECT seen.* FROM session_placements p JOIN seen USING (session_id)
       WHERE (p.is_linked, p.bundle_generation, p.bundle_is_current, p.wants_browser, p.expires_at)
         IS DISTINCT FROM (seen.is_linked, seen.bundle_generation, seen.bundle_is_current,
           seen.wants_browser, seen.expires_at)
       ORDER BY session_id FOR NO KEY UPDATE OF p SKIP LOCKED
     )
     UPDATE session_placements p SET is_linked = c.is_linked,
       bundle_generation = c.bundle_generation, bundle_is_current = c.bundle_is_current,
       wants_browser = c.wants_browser, expires_at = c.expires_at
     FROM changed c WHERE p.session_id = c.session_id`,
    [engine_id, JSON.stringify(holds), draining, asked_at],
  );
}

/**
 * Notes the sessions that an engine has had since before there were several, or were leases. Those that it runs for
 * itself were started while it was alone: where the database says that another engine has the session, that is older.
 */
export async function adoptHolds(
  db: Pick<Database, 'pool'>,
  { engine_id, holds }: OfEngine,
): Promise<void> {
  const own = holds.filter(({ has_browser, is_linked }) => has_browser || is_linked);
  if (own.length === 0) return;
  await db.pool.query(
    `INSERT INTO session_placements AS p
       (session_id, engine_id, wants_browser, is_linked, bundle_generation, bundle_is_current)
     SELECT h.session_id, $1, h.has_browser, h.is_linked, h.bundle_generation,
       h.bundle_is_current AND NOT h.has_browser
     FROM ${HOLDS} JOIN sessions s ON s.id = h.session_id
     ON CONFLICT (session_id) DO UPDATE SET engine_id = excluded.engine_id,
       wants_browser = p.wants_browser OR excluded.wants_browser, is_linked = excluded.is_linked,
       bundle_generation = excluded.bundle_generation,
       bundle_is_current = excluded.bundle_is_current
     WHERE p.engine_id IS NULL`,
    [engine_id, JSON.stringify(own)],
  );
  const free = own.filter(({ has_browser, is_leased }) => has_browser && is_leased === false);
  if (free.length === 0) return;
  await db.pool.query(
    `UPDATE session_placements p SET engine_id = $1, generation = p.generation + 1,
       wants_browser = true, is_linked = h.is_linked, bundle_generation = h.bundle_generation,
       bundle_is_current = false, waits_for_engine_since = NULL
     FROM ${HOLDS} WHERE p.session_id = h.session_id
       AND coalesce(p.expires_at <= clock_timestamp(), true)
       AND (p.engine_id IS DISTINCT FROM $1 OR NOT p.wants_browser)`,
    [engine_id, JSON.stringify(free)],
  );
}
