import type { Database } from '../connection/open-database.ts';

/** A due run is queued within seconds. */
const LATE = "interval '10 minutes'";
/** A night in which all sessions are due at once takes less. */
const WAITING = "interval '2 hours'";
/** One grab without the phone is no news. */
const GRABS = 3;

/** Enabled schedules with a next run, and those of them that bring no complete grab. */
export type ScheduleCounts = {
  readonly all: number;
  /** Due, and nothing ran them. */
  readonly late: number;
  /** The grab of their last run has not ended. */
  readonly waiting: number;
  /** The last grabs of their session ended without being complete. */
  readonly incomplete: number;
};

/** Counts the schedules of all workspaces. One may count as several kinds. */
export async function countSchedules(db: Pick<Database, 'reserved'>): Promise<ScheduleCounts> {
  const { rows } = await db.reserved.pool.query<ScheduleCounts>(
    `SELECT count(*)::int AS "all",
       count(*) FILTER (WHERE s.next_run_at < now() - ${LATE})::int AS late,
       count(*) FILTER (WHERE s.last_run_at < now() - ${WAITING}
         AND last.state IN ('queued', 'running'))::int AS waiting,
       count(*) FILTER (WHERE ended.grabs = ${GRABS} AND NOT ended.is_complete)::int AS incomplete
     FROM schedules s
     LEFT JOIN grabs last ON last.id = s.last_grab_id
     CROSS JOIN LATERAL (
       SELECT count(*) AS grabs, coalesce(bool_or(g.complete), false) AS is_complete
       FROM (
         SELECT complete FROM grabs WHERE session_id = s.session_id
           AND state IN ('complete', 'partial', 'failed')
         ORDER BY created_at DESC LIMIT ${GRABS}
       ) g
     ) ended
     WHERE s.enabled AND s.next_run_at IS NOT NULL`,
  );
  return rows[0] ?? { all: 0, late: 0, waiting: 0, incomplete: 0 };
}
