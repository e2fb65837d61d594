import type { Database } from '../connection/open-database.ts';

/** A process without a heartbeat for so long is gone. */
const GONE_SECONDS = 30;

/** Notes that this process lives. Answers how many do, itself included. */
export async function beatReplica(db: Pick<Database, 'pool'>, id: string): Promise<number> {
  const { rows } = await db.pool.query<{ count: number }>(
    `WITH gone AS (DELETE FROM api_replicas WHERE heartbeat_at < now() - interval '1 day'),
     beat AS (
       INSERT INTO api_replicas (id, heartbeat_at) VALUES ($1, now())
       ON CONFLICT (id) DO UPDATE SET heartbeat_at = now()
     )
     SELECT 1 + count(*)::int AS count FROM api_replicas
     WHERE id <> $1 AND heartbeat_at > now() - make_interval(secs => $2)`,
    [id, GONE_SECONDS],
  );
  return rows[0]?.count ?? 1;
}

/** The process stops. */
export async function endReplica(db: Pick<Database, 'pool'>, id: string): Promise<void> {
  await db.pool.query('DELETE FROM api_replicas WHERE id = $1', [id]);
}
