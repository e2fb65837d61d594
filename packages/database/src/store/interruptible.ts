import { pause } from '@grabber/primitives/abort';
import type { PoolClient } from 'pg';
import { sqlStateOf } from '../connection/database-errors.ts';
import type { Database } from '../connection/open-database.ts';

const QUERY_CANCELED = '57014';
/** A statement that begins after a cancellation is cancelled by the next one. */
const CANCEL_INTERVAL_MS = 100;
/** A connection on which nothing ends within this time is closed. */
const CANCEL_TIMEOUT_MS = 5_000;

/** The statements of one transaction, which can be stopped while they run in Postgres. */
export type Interruptible = {
  /**
   * Does `work` on the transaction's connection. When `signal` aborts meanwhile, Postgres cancels what
   * runs, until `work` ends. Work that comes to its end all the same has succeeded: it may be a COMMIT.
   * Rejects with the signal's reason where that stopped the work.
   */
  until<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T>;
  /** Whether a cancellation may still be on its way: the connection must not be used by others then. */
  isInterrupted(): boolean;
};

/** For the transaction that is open on `client`; `close` closes its connection. */
export async function interruptible(
  db: Database,
  client: PoolClient,
  close: () => void,
): Promise<Interruptible> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  let interrupted = false;
  let isCancelling = false;
  let closed = false;

  /** Without a connection for it, the statement's own timeout is what ends it. */
  async function cancel(): Promise<void> {
    if (isCancelling) return;
    isCancelling = true;
    await db.pool.query('SELECT pg_cancel_backend($1)', [rows[0]?.pid]).catch(() => {});
    isCancelling = false;
  }

  async function cancelUntil(ended: AbortSignal): Promise<void> {
    interrupted = true;
    const endsAt = performance.now() + CANCEL_TIMEOUT_MS;
    while (!ended.aborted && performance.now() < endsAt) {
      void cancel();
      await pause(CANCEL_INTERVAL_MS, { signal: ended });
    }
    if (ended.aborted) return;
    closed = true;
    close();
  }

  return {
    isInterrupted: () => interrupted,
    async until(signal, work) {
      if (!signal) return work();
      signal.throwIfAborted();
      const ended = new AbortController();
      const onAbort = () => void cancelUntil(ended.signal);
      signal.addEventListener('abort', onAbort, { once: true });
      try {
        return await work();
      } catch (error) {
        const isStopped = closed || sqlStateOf(error) === QUERY_CANCELED;
        throw signal.aborted && isStopped ? signal.reason : error;
      } finally {
        signal.removeEventListener('abort', onAbort);
        ended.abort();
      }
    },
  };
}
