import type { PoolClient } from 'pg';
import type { Database } from './open-database.ts';
import { lockSession } from './store/lock-session.ts';

/**
 * Runs `work` in a transaction that alone may write the session's address book.
 *
 * @throws GrabLockTimeout, SessionNotFound
 */
export async function withLockedSession<T>(
  db: Database,
  options: { session_id: string; lock_timeout_ms: number },
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await db.pool.connect();
  let broken = false;
  try {
    await client.query('BEGIN');
    await lockSession(client, options.session_id, options.lock_timeout_ms);
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
