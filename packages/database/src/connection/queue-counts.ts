import type { Database } from './open-database.ts';

/** The tables of pg-boss. */
export const JOB_SCHEMA = 'grabber_jobs';

export interface QueueCount {
  readonly name: string;
  /** Also for another try. */
  readonly waiting: number;
  readonly active: number;
  /** Given up in the last day. */
  readonly failed: number;
  readonly oldest_waiting: Date | null;
}

/** How many jobs each queue has. A process that never queued one has made no tables. */
export async function countJobs(db: Pick<Database, 'pool'>): Promise<QueueCount[]> {
  const { rows: made } = await db.pool.query<{ exists: boolean }>(
    'SELECT to_regclass($1) IS NOT NULL AS exists',
    [`${JOB_SCHEMA}.job`],
  );
  if (made[0]?.exists !== true) return [];
  const { rows } = await db.pool.query<QueueCount>(
    `SELECT name,
       count(*) FILTER (WHERE state IN ('created', 'retry'))::int AS waiting,
       count(*) FILTER (WHERE state = 'active')::int AS active,
       count(*) FILTER (WHERE state = 'failed')::int AS failed,
       min(created_on) FILTER (WHERE state IN ('created', 'retry')) AS oldest_waiting
     FROM ${JOB_SCHEMA}.job
     WHERE state IN ('created', 'retry', 'active')
       OR (state = 'failed' AND completed_on > now() - interval '1 day')
     GROUP BY name ORDER BY name`,
  );
  return rows;
}
