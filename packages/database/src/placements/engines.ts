import type { Database } from '../connection/open-database.ts';
import type { engines } from '../schema/placements.ts';

/** One row of `engines`. */
export type EngineRow = typeof engines.$inferSelect;

/** What an engine said of itself just now. */
export type EngineReport = Omit<EngineRow, 'registered_at' | 'heartbeat_at'>;

/** An engine without a heartbeat for so long does not count as alive. */
const AWAY_SECONDS = 30;
const AWAY = `interval '${AWAY_SECONDS} seconds'`;
/** One that has been away for longer, and whose sessions do not wait for it, is no news any more. */
const LATELY = "interval '1 hour'";
/** By then another engine has its sessions, or a person knows. */
const FORGOTTEN = "interval '30 days'";

/** Condition: the engine `e` was seen lately, by any process. */
export const IS_ALIVE = `e.heartbeat_at > clock_timestamp() - ${AWAY}`;

/** Condition: an engine with that id was seen in the last so many seconds, by any process. */
export function isAlive(engineId: string, seconds: string): string {
  return `EXISTS (SELECT FROM engines e WHERE e.id = ${engineId}
    AND e.heartbeat_at > clock_timestamp() - make_interval(secs => ${seconds}))`;
}

/** Notes that these engines were seen now. Each in a row of its own, so that processes do not wait for each other. */
export async function registerEngines(
  db: Pick<Database, 'pool'>,
  reports: readonly EngineReport[],
): Promise<void> {
  if (reports.length === 0) return;
  // In one order, so that two processes cannot wait for each other's rows.
  const rows = reports.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  await db.pool.query(
    `INSERT INTO engines AS e (id, address, boot_id, version, draining, browsers_now,
       browsers_limit, sessions_now, sessions_limit, registered_at, heartbeat_at)
     SELECT *, clock_timestamp(), clock_timestamp()
     FROM jsonb_to_recordset($1) AS r (id uuid, address text, boot_id text, version text,
       draining boolean, browsers_now int, browsers_limit int, sessions_now int, sessions_limit int)
     ON CONFLICT (id) DO UPDATE SET address = excluded.address, boot_id = excluded.boot_id,
       version = excluded.version, draining = excluded.draining,
       browsers_now = excluded.browsers_now, browsers_limit = excluded.browsers_limit,
       sessions_now = excluded.sessions_now, sessions_limit = excluded.sessions_limit,
       heartbeat_at = greatest(e.heartbeat_at, excluded.heartbeat_at)`,
    [JSON.stringify(rows)],
  );
}

/** Every engine that was seen within a month, and whether it is alive. */
export async function listEngines(
  db: Pick<Database, 'pool'>,
): Promise<(EngineRow & { is_alive: boolean })[]> {
  const { rows } = await db.pool.query(
    `SELECT e.*, ${IS_ALIVE} AS is_alive FROM engines e
     WHERE e.heartbeat_at > clock_timestamp() - ${FORGOTTEN} ORDER BY e.registered_at, e.id`,
  );
  return rows;
}

/**
 * The engines that take sessions, those that drain, and those that had sessions an hour ago and have gone without
 * draining.
 */
export async function countEngines(
  db: Pick<Database, 'reserved'>,
): Promise<{ taking: number; draining: number; away: number }> {
  const { rows } = await db.reserved.pool.query<{ taking: number; draining: number; away: number }>(
    `SELECT count(*) FILTER (WHERE is_alive AND NOT draining)::int AS taking,
       count(*) FILTER (WHERE is_alive AND draining)::int AS draining,
       count(*) FILTER (WHERE NOT is_alive AND NOT draining AND sessions_now > 0)::int AS away
     FROM (
       SELECT e.draining, e.sessions_now, ${IS_ALIVE} AS is_alive
       FROM engines e WHERE e.heartbeat_at > clock_timestamp() - ${LATELY}
     ) seen`,
  );
  return rows[0] ?? { taking: 0, draining: 0, away: 0 };
}
