import type { Database } from '../connection/open-database.ts';
import { type EachSessionOptions, eachSession, type NotDone } from '../sessions/each-session.ts';

/** Short transactions: a grab waits for each. */
const BATCH_SIZE = 500;

/**
 * Deletes the records of grabs that ended before `older_than`, except the last one of each session. Works
 * in small batches; each is a transaction that waits up to `lock_timeout_ms` for a running grab. Starts no
 * new batch once `signal` aborts. Throws the errors of `pg` when the database is away.
 */
export async function forgetGrabs(
  db: Database,
  options: EachSessionOptions & { older_than: Date; batch_size?: number },
): Promise<NotDone & { grabs: number }> {
  const { older_than, batch_size = BATCH_SIZE } = options;
  const { rows } = await db.pool.query<{ session_id: string }>(
    `SELECT session_id FROM grabs WHERE finished_at IS NOT NULL GROUP BY session_id
     HAVING min(finished_at) < $1 AND count(*) > 1 ORDER BY session_id`,
    [older_than],
  );
  let grabs = 0;
  const sessions = rows.map(({ session_id }) => session_id);
  const notDone = await eachSession(db, sessions, options, async (client, session_id) => {
    // No grab ends before it is created: the index has the old ones first.
    const { rowCount } = await client.query(
      `DELETE FROM grabs WHERE id IN (
         SELECT id FROM grabs
         WHERE session_id = $1 AND created_at < $2 AND finished_at < $2 AND id <> (
           SELECT id FROM grabs WHERE session_id = $1 AND finished_at IS NOT NULL
           ORDER BY finished_at DESC, id DESC LIMIT 1)
         ORDER BY created_at LIMIT $3)`,
      [session_id, older_than, batch_size],
    );
    grabs += rowCount ?? 0;
    return rowCount === batch_size;
  });
  return { grabs, ...notDone };
}
