import type { Database } from '../connection/open-database.ts';
import { ASLEEP_SINCE } from './keep-asleep.ts';

/** Nothing asks any more for a session whose processes were silent for so long. */
const SILENT = "interval '15 seconds'";
/** One that has given up for now and asks again by then has its place again: it was told when to come. */
const PLACE_KEPT = "interval '1 hour'";
/** Before any wake has ended. */
const FIRST_ESTIMATE_MS = 60_000;

/** The place of a session among those that wait for a browser. */
export type WakePlace = {
  /** 1 is next. */
  readonly place: number;
  /** When it is likely to wake, by the last wakes. */
  readonly expected_at: Date;
};

/** How many of the last wakes say how long the next ones are, and which workspaces had one. */
const LAST_WAKES = 100;
const LAST = `SELECT workspace_id, awake_ms, ${ASLEEP_SINCE} AS ended_at FROM sessions
  WHERE asleep AND awake_ms IS NOT NULL ORDER BY ${ASLEEP_SINCE} DESC LIMIT ${LAST_WAKES}`;

/**
 * The order of the waiting ones: the workspace with the fewest woken sessions first, each of its waiting ones counting
 * as one more, then the one whose last wake ended first, and then who has asked first. Those whose profile is on one
 * engine alone wait for its browsers, in a line of their own: they must not hold up what another engine has room for.
 */
const ORDERED = `
  SELECT w.session_id,
    row_number() OVER (PARTITION BY w.only_on
      ORDER BY w.woken + w.turn, l.ended_at NULLS FIRST, w.asked_at, w.session_id) AS place
  FROM (
    SELECT w.session_id, w.workspace_id, w.asked_at,
      (SELECT p.engine_id FROM session_placements p WHERE p.session_id = w.session_id
        AND p.is_linked AND NOT p.bundle_is_current) AS only_on,
      row_number() OVER (PARTITION BY w.workspace_id ORDER BY w.asked_at, w.session_id) AS turn,
      (SELECT count(*) FROM sessions s WHERE s.workspace_id = w.workspace_id AND s.woken_at IS NOT NULL
        AND s.keep = 'asleep' AND NOT s.asleep) AS woken
    FROM session_wakes w WHERE w.heartbeat_at > clock_timestamp() - ${SILENT}
  ) w LEFT JOIN (
    SELECT workspace_id, max(ended_at) AS ended_at FROM (${LAST}) last GROUP BY workspace_id
  ) l USING (workspace_id)`;

/** What the last wakes say of the next: how long one is, and how many are awake at once. */
const WAKES = `
  SELECT coalesce((SELECT avg(awake_ms) FROM (${LAST}) last), ${FIRST_ESTIMATE_MS}) AS mean_ms,
    greatest(1, (SELECT count(*) FROM sessions
      WHERE woken_at IS NOT NULL AND keep = 'asleep' AND NOT asleep)) AS awake`;

const PLACE = `
  SELECT o.place::int AS place,
    clock_timestamp() + make_interval(secs => o.place * w.mean_ms / w.awake / 1000) AS expected_at
  FROM (${ORDERED}) o, (${WAKES}) w WHERE o.session_id = $1`;

const IS_WAITING = `EXISTS (SELECT FROM session_wakes w
  WHERE w.session_id = g.session_id AND w.heartbeat_at > clock_timestamp() - ${SILENT})`;

/** Sleeping sessions with a queued grab that no process works on yet: they come after all that wait. */
const BEHIND = `
  WITH behind AS (
    SELECT g.session_id, row_number() OVER (ORDER BY min(g.created_at), g.session_id) AS turn
    FROM grabs g JOIN sessions s ON s.id = g.session_id
    WHERE g.finished_at IS NULL AND g.state = 'queued' AND s.asleep AND NOT ${IS_WAITING}
    GROUP BY g.session_id
  ), place AS (
    SELECT b.turn + (SELECT count(*) FROM (${ORDERED}) o) AS place FROM behind b WHERE b.session_id = $1
  )
  SELECT p.place::int AS place,
    clock_timestamp() + make_interval(secs => p.place * w.mean_ms / w.awake / 1000) AS expected_at
  FROM place p, (${WAKES}) w`;

/** Adds a session to those that wait, or says that it still does, and answers its place. */
export async function waitToWake(
  db: Database,
  { id, workspace_id }: { id: string; workspace_id: string },
): Promise<WakePlace> {
  await db.pool.query(
    `INSERT INTO session_wakes AS w (session_id, workspace_id, asked_at, heartbeat_at)
     VALUES ($1, $2, clock_timestamp(), clock_timestamp())
     ON CONFLICT (session_id) DO UPDATE SET heartbeat_at = clock_timestamp(),
       asked_at = CASE WHEN w.heartbeat_at > clock_timestamp() - ${PLACE_KEPT} THEN w.asked_at
         ELSE clock_timestamp() END`,
    [id, workspace_id],
  );
  const place = await placeToWake(db, id);
  // It was deleted between the two statements.
  return place ?? { place: 1, expected_at: new Date() };
}

/** Null: the session does not wait. */
export async function placeToWake(db: Database, id: string): Promise<WakePlace | null> {
  const { rows } = await db.pool.query<WakePlace>(PLACE, [id]);
  return rows[0] ?? null;
}

/** The place of a session that sleeps and has a queued grab for which it does not wait yet. Null: it has none. */
export async function placeBehindQueue(db: Database, id: string): Promise<WakePlace | null> {
  const { rows } = await db.pool.query<WakePlace>(BEHIND, [id]);
  return rows[0] ?? null;
}

/** The session does not wait for now, and has its place again if it asks soon. */
export async function stopWaiting(db: Database, id: string): Promise<void> {
  await db.pool.query(
    `UPDATE session_wakes SET heartbeat_at = least(heartbeat_at, clock_timestamp() - ${SILENT})
     WHERE session_id = $1`,
    [id],
  );
}

/** The session waits no more. */
export async function leaveWakeQueue(db: Database, id: string): Promise<void> {
  await db.pool.query('DELETE FROM session_wakes WHERE session_id = $1', [id]);
}

/** How many wait. */
export async function countWaitingToWake(db: Database): Promise<number> {
  // Also while requests have taken the other connections.
  const { rows } = await db.reserved.pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM session_wakes WHERE heartbeat_at > clock_timestamp() - ${SILENT}`,
  );
  return rows[0]?.count ?? 0;
}
