import { isUuid } from '@grabber/primitives/uuid';
import type { ClientBase } from 'pg';
import type { Database } from '../connection/open-database.ts';

/** What an engine says of a session's profile, as far as it matters here. */
export type ProfileHold = {
  readonly session_id: string;
  /** Of the lease that its process holds. */
  readonly generation: number | null;
  /** False: the engine runs it for itself. */
  readonly is_leased?: boolean;
  readonly has_browser: boolean;
  /** The lease under which the profile last ran; 0: it ran without. Undefined: the engine does not say. */
  readonly profile_generation?: number | undefined;
  /** What was seen of the link under the lease of `generation`. */
  readonly link?: 'connected' | 'unlinked' | null | undefined;
};

type OfEngine = { readonly engine_id: string; readonly holds: readonly ProfileHold[] };

/** A profile that an engine is to remove, if it is still the one of that generation. */
export type OldProfile = {
  readonly session_id: string;
  readonly generation: number;
  readonly reason: 'moved' | 'deleted';
};

/** An engine that was cut off may store a last copy before its lease is over. */
const LAST_COPY = "interval '10 minutes'";

/** Notes that a session goes to another engine than the one that has its profile. In the transaction of the new lease. */
export async function noteLeft(
  client: ClientBase,
  left: { session_id: string; engine_id: string; generation: number; was_copied: boolean },
): Promise<void> {
  await client.query(
    `INSERT INTO left_profiles (session_id, engine_id, generation, was_copied)
     VALUES ($1, $2, $3, $4)
     ON CONFLICT (session_id, engine_id) DO UPDATE SET generation = excluded.generation,
       was_copied = excluded.was_copied, is_useless = false`,
    [left.session_id, left.engine_id, left.generation, left.was_copied],
  );
}

/**
 * Notes which left profiles are of no use any more, by what an engine says that was seen under the lease in force: the link
 * lives there, or the link of the copy with which the session went on was ended.
 */
export async function noteUseless(
  db: Pick<Database, 'pool'>,
  { engine_id, holds }: OfEngine,
): Promise<void> {
  const seen = holds.filter(
    ({ session_id, generation, link }) => link && generation !== null && isUuid(session_id),
  );
  if (seen.length === 0) return;
  await db.pool.query(
    `WITH useless AS (
       SELECT l.session_id, l.engine_id FROM left_profiles l
       JOIN session_placements p USING (session_id)
       JOIN jsonb_to_recordset($2) AS h (session_id uuid, generation bigint, link text)
         ON h.session_id = p.session_id AND h.generation = p.generation
       WHERE p.engine_id = $1 AND l.engine_id <> p.engine_id AND l.generation < p.generation
         AND NOT l.is_useless AND (h.link = 'connected' OR (h.link = 'unlinked' AND l.was_copied))
       ORDER BY l.session_id, l.engine_id FOR NO KEY UPDATE OF l SKIP LOCKED
     )
     UPDATE left_profiles l SET is_useless = true FROM useless u
     WHERE l.session_id = u.session_id AND l.engine_id = u.engine_id`,
    [engine_id, JSON.stringify(seen)],
  );
}

/** The same after a logout that was confirmed. */
export async function noteUnlinked(db: Pick<Database, 'pool'>, session_id: string): Promise<void> {
  await db.pool.query(
    'UPDATE left_profiles SET is_useless = true WHERE session_id = $1 AND was_copied',
    [session_id],
  );
}

/** The profiles on an engine that are certainly of no use any more, because their session runs on another one since. */
export async function listMovedProfiles(
  db: Pick<Database, 'pool'>,
  { engine_id, holds }: OfEngine,
  most: number,
): Promise<OldProfile[]> {
  const resting = holds.filter(isResting);
  if (resting.length === 0) return [];
  const { rows } = await db.pool.query<OldProfile>(
    `SELECT h.*, 'moved' AS reason FROM ${PROFILES}
     JOIN left_profiles l ON l.session_id = h.session_id AND l.engine_id = $2
       AND l.generation = h.generation
     JOIN session_placements p ON p.session_id = l.session_id
     WHERE l.is_useless AND l.generation > 0 AND p.engine_id <> $2 AND p.generation > l.generation
     LIMIT $3`,
    [profiles(resting), engine_id, most],
  );
  return rows;
}

/**
 * The profiles on an engine whose session was deleted here, with those that it runs for itself: what has a lease ends with
 * it. A session that is merely unknown may be missing because the database is older than the profile, or be another's.
 */
export async function listDeletedProfiles(
  db: Pick<Database, 'pool'>,
  { holds }: Pick<OfEngine, 'holds'>,
  most: number,
): Promise<OldProfile[]> {
  const free = holds.filter(
    (hold) => isResting(hold) || (hold.has_browser && hold.is_leased === false),
  );
  if (free.length === 0) return [];
  const { rows } = await db.pool.query<OldProfile>(
    `SELECT h.*, 'deleted' AS reason FROM ${PROFILES} JOIN deleted_sessions USING (session_id)
     WHERE NOT EXISTS (SELECT FROM sessions s WHERE s.id = h.session_id)
     LIMIT $2`,
    [profiles(free), most],
  );
  return rows;
}

const PROFILES = 'jsonb_to_recordset($1) AS h (session_id uuid, generation bigint)';

function profiles(holds: readonly ProfileHold[]): string {
  const known = holds.filter(({ session_id }) => isUuid(session_id));
  return JSON.stringify(
    known.map(({ session_id, profile_generation: generation = 0 }) => ({ session_id, generation })),
  );
}

function isResting({ has_browser, profile_generation }: ProfileHold): boolean {
  return !has_browser && profile_generation !== undefined;
}

/** The engine has removed it. */
export async function forgetLeft(
  db: Pick<Database, 'pool'>,
  {
    session_id,
    engine_id,
    generation,
  }: { session_id: string; engine_id: string; generation: number },
): Promise<void> {
  await db.pool.query(
    'DELETE FROM left_profiles WHERE session_id = $1 AND engine_id = $2 AND generation = $3',
    [session_id, engine_id, generation],
  );
}

/** Deleted sessions whose stored copies are still to be removed, at most so many. */
export async function listDeletedWithCopies(
  db: Pick<Database, 'pool'>,
  most: number,
): Promise<string[]> {
  const { rows } = await db.pool.query<{ session_id: string }>(
    `SELECT session_id FROM deleted_sessions d
     WHERE has_copies AND deleted_at < clock_timestamp() - ${LAST_COPY}
       AND NOT EXISTS (SELECT FROM sessions s WHERE s.id = d.session_id)
     ORDER BY deleted_at LIMIT $1`,
    [most],
  );
  return rows.map(({ session_id }) => session_id);
}

/** The store has no copies of these any more. */
export async function noteWithoutCopies(
  db: Pick<Database, 'pool'>,
  session_id: string,
): Promise<void> {
  await db.pool.query('UPDATE deleted_sessions SET has_copies = false WHERE session_id = $1', [
    session_id,
  ]);
}
