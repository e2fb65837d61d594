import { setTimeout as sleep } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import { GrabLockTimeout } from './grab-lock-timeout.ts';
import { inTransaction } from './in-transaction.ts';
import type { Database } from './open-database.ts';
import { tryLockSession } from './store/lock-session.ts';

const RETRY_INTERVAL_MS = 100;

/**
 * Runs `work` in a transaction that alone may write the session's address book. Waits for a running
 * grab without a connection: there may be more who wait than there are connections.
 *
 * @throws GrabLockTimeout, SessionNotFound
 */
export async function withLockedSession<T>(
  db: Database,
  options: { session_id: string; lock_timeout_ms: number },
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const { session_id, lock_timeout_ms } = options;
  const end = performance.now() + lock_timeout_ms;
  for (;;) {
    const done = await inTransaction(db, 'BEGIN', async (client) => {
      const leftMs = end - performance.now();
      if (!(await tryLockSession(client, session_id, leftMs))) return null;
      return { result: await work(client) };
    });
    if (done) return done.result;
    const leftMs = end - performance.now();
    if (leftMs <= 0) throw new GrabLockTimeout(lock_timeout_ms);
    await sleep(Math.min(RETRY_INTERVAL_MS, leftMs));
  }
}
