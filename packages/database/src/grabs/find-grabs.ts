import { isUuid } from '@grabber/primitives/uuid';
import { and, asc, desc, eq, inArray, isNull, lt, sql } from '../connection/drizzle.ts';
import type { Database } from '../connection/open-database.ts';
import { grabs } from '../schema/grabs.ts';
import type { GrabKind, GrabRow, GrabState } from './grab-row.ts';

/** One grab of a session, or null. */
export async function findGrab(
  db: Pick<Database, 'orm'>,
  input: { id: string; session_id: string },
): Promise<GrabRow | null> {
  if (!isUuid(input.id) || !isUuid(input.session_id)) return null;
  const [row] = await db.orm
    .select()
    .from(grabs)
    .where(and(eq(grabs.id, input.id), eq(grabs.session_id, input.session_id)));
  return row ?? null;
}

/**
 * The running grab of a session (of one kind, or of any), else the oldest queued one, or null. With
 * `refresh` or `confirm_removals`, only a grab that also does so.
 */
export async function getUnfinishedGrab(
  db: Pick<Database, 'orm'>,
  options: { session_id: string; kind?: GrabKind; refresh?: boolean; confirm_removals?: boolean },
): Promise<GrabRow | null> {
  const { session_id, kind, refresh = false, confirm_removals = false } = options;
  const [row] = await db.orm
    .select()
    .from(grabs)
    .where(
      and(
        eq(grabs.session_id, session_id),
        isNull(grabs.finished_at),
        kind === undefined ? undefined : eq(grabs.kind, kind),
        refresh ? eq(grabs.refresh, true) : undefined,
        confirm_removals ? eq(grabs.confirm_removals, true) : undefined,
      ),
    )
    // 'running' sorts behind 'queued'.
    .orderBy(desc(grabs.state), asc(grabs.created_at))
    .limit(1);
  return row ?? null;
}

/** The grabs of a session after `after`, newest first. */
export async function listGrabs(
  db: Database,
  options: {
    session_id: string;
    /** The last row of the previous page. */
    after?: { created_at: Date; id: string } | null;
    limit: number;
  },
): Promise<GrabRow[]> {
  const { session_id, after = null, limit } = options;
  const behind =
    after === null
      ? undefined
      : sql`(${grabs.created_at}, ${grabs.id}) < (${after.created_at.toISOString()}::timestamptz, ${after.id}::uuid)`;
  return db.orm
    .select()
    .from(grabs)
    .where(and(eq(grabs.session_id, session_id), behind))
    .orderBy(desc(grabs.created_at), desc(grabs.id))
    .limit(limit);
}

/** The grabs of several sessions after `after`, newest first. Each session gives no more rows than the page takes. */
export async function listGrabsOf(
  db: Database,
  options: {
    session_ids: readonly string[];
    state?: GrabState | undefined;
    kind?: GrabKind | undefined;
    after?: { created_at: Date; id: string } | null;
    limit: number;
  },
): Promise<GrabRow[]> {
  const { session_ids, state, kind, after = null, limit } = options;
  const { rows: found } = await db.pool.query<{ id: string }>(
    `SELECT g.id FROM unnest($1::uuid[]) AS of (session_id) CROSS JOIN LATERAL (
       SELECT id, created_at FROM grabs
       WHERE grabs.session_id = of.session_id
         AND ($2::text IS NULL OR state = $2) AND ($3::text IS NULL OR kind = $3)
         AND ($4::timestamptz IS NULL OR (created_at, id) < ($4, $5::uuid))
       ORDER BY created_at DESC, id DESC LIMIT $6) g
     ORDER BY g.created_at DESC, g.id DESC LIMIT $6`,
    [session_ids, state ?? null, kind ?? null, after?.created_at ?? null, after?.id ?? null, limit],
  );
  if (found.length === 0) return [];
  return db.orm
    .select()
    .from(grabs)
    .where(
      inArray(
        grabs.id,
        found.map(({ id }) => id),
      ),
    )
    .orderBy(desc(grabs.created_at), desc(grabs.id));
}

/** Which of these grabs have ended, and how. Null: it was deleted. */
export async function listEndedGrabs(
  db: Database,
  ids: readonly string[],
): Promise<Map<string, GrabState | null>> {
  const rows = await db.orm
    .select({ id: grabs.id, state: grabs.state, finished_at: grabs.finished_at })
    .from(grabs)
    .where(inArray(grabs.id, [...ids]));
  const ended = new Map<string, GrabState | null>(ids.map((id) => [id, null]));
  for (const { id, state, finished_at } of rows) {
    if (finished_at === null) ended.delete(id);
    else ended.set(id, state);
  }
  return ended;
}

/** The ids of queued grabs that were created before that time, oldest first. */
export async function listQueuedGrabs(
  db: Database,
  options: { created_before: Date; limit: number },
): Promise<string[]> {
  const rows = await db.orm
    .select({ id: grabs.id })
    .from(grabs)
    .where(
      and(
        eq(grabs.state, 'queued'),
        isNull(grabs.finished_at),
        lt(grabs.created_at, options.created_before),
      ),
    )
    .orderBy(asc(grabs.created_at))
    .limit(options.limit);
  return rows.map(({ id }) => id);
}

/** The queued and running grabs of those sessions (null: of all), oldest first. */
export async function listUnfinishedGrabs(
  db: Database,
  options: { session_ids: readonly string[] | null },
): Promise<GrabRow[]> {
  const { session_ids } = options;
  if (session_ids?.length === 0) return [];
  const ofThese = session_ids === null ? undefined : inArray(grabs.session_id, [...session_ids]);
  return db.orm
    .select()
    .from(grabs)
    .where(and(isNull(grabs.finished_at), ofThese))
    .orderBy(asc(grabs.created_at), asc(grabs.id));
}

/** A complete grab, with the sums of what it and the grabs after it have added and no longer found. */
export type LastComplete = Pick<GrabRow, 'saved_count' | 'removed_count'> & {
  readonly grab_id: string;
  readonly finished_at: Date;
};

/** The last complete grab of a session. Null: there is none. */
export async function findLastComplete(
  { pool }: Pick<Database, 'pool'>,
  session_id: string,
): Promise<LastComplete | null> {
  const { rows } = await pool.query<LastComplete>(
    `SELECT c.id AS grab_id, c.finished_at, s.* FROM (
       SELECT id, created_at, finished_at FROM grabs WHERE session_id = $1 AND complete
       ORDER BY created_at DESC LIMIT 1) c
     CROSS JOIN LATERAL (SELECT sum(saved_count)::int AS saved_count, sum(removed_count)::int AS removed_count
       FROM grabs g WHERE g.session_id = $1 AND g.created_at >= c.created_at) s`,
    [session_id],
  );
  return rows[0] ?? null;
}
