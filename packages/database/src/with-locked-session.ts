import type { PoolClient } from 'pg';
import { inTransaction } from './in-transaction.ts';
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
  return inTransaction(db, 'BEGIN', async (client) => {
    await lockSession(client, options.session_id, options.lock_timeout_ms);
    return work(client);
  });
}
