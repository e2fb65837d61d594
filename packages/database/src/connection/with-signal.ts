import { pause } from '@grabber/primitives/abort';
import type { Pool, PoolClient } from 'pg';
import { drizzle } from './drizzle.ts';
import type { Database } from './open-database.ts';

/** A statement that begins after a cancellation is cancelled by the next one. */
const CANCEL_INTERVAL_MS = 100;
/** A connection on which nothing ends within this time is closed. */
const CANCEL_TIMEOUT_MS = 5_000;

type Query = (...args: unknown[]) => unknown;
type Acquired = (error: Error | undefined, client?: PoolClient, release?: () => void) => void;

/**
 * A handle on the same database whose statements end when `signal` aborts: Postgres cancels what runs, and
 * no other begins. They reject with the signal's reason. For reads whose client may leave, and for
 * reads with a time of their own. Not for grabs, which have their own connections.
 */
export function withSignal(db: Database, signal: AbortSignal): Database {
  const pool = Object.create(db.pool) as Pool;
  const connect = async (): Promise<PoolClient> => {
    signal.throwIfAborted();
    return lend(db, await db.pool.connect(), signal);
  };
  // `pg` itself calls it with a callback.
  Object.assign(pool, {
    connect(acquired?: Acquired) {
      if (!acquired) return connect();
      return connect().then(
        (client) => acquired(undefined, client, () => client.release()),
        (error: Error) => acquired(error),
      );
    },
  });
  return { ...db, pool, orm: drizzle(pool) };
}

/** Cancels what runs on the connection from the abort until its release. */
function lend(db: Database, client: PoolClient, signal: AbortSignal): PoolClient {
  const released = new AbortController();
  const { release } = client;
  const query = client.query.bind(client) as Query;
  const onAbort = () => void cancelUntil(db, client, released.signal);
  signal.addEventListener('abort', onAbort, { once: true });
  const lent: { query: Query; release: PoolClient['release'] } = {
    query: (...args) => withReason(query, args, signal),
    release(error) {
      if (released.signal.aborted) return;
      released.abort();
      signal.removeEventListener('abort', onAbort);
      Reflect.deleteProperty(client, 'query');
      // A cancellation that is still on its way would meet the statement of another request.
      release(error || signal.aborted);
    },
  };
  return Object.assign(client, lent);
}

/** Runs a query, with a callback or without. After the abort it rejects with the signal's reason. */
function withReason(query: Query, args: unknown[], signal: AbortSignal): unknown {
  const reasonOr = (error: unknown) => (signal.aborted ? signal.reason : error);
  const done = args.at(-1);
  if (typeof done === 'function') {
    const called = (error: unknown, result: unknown) => done(error && reasonOr(error), result);
    return signal.aborted ? called(true, undefined) : query(...args.slice(0, -1), called);
  }
  // A stream, which its reader ends.
  if (typeof (args[0] as { submit?: unknown }).submit === 'function') return query(...args);
  if (signal.aborted) return Promise.reject(signal.reason);
  return (query(...args) as Promise<unknown>).catch((error: unknown) => {
    throw reasonOr(error);
  });
}

async function cancelUntil(db: Database, client: PoolClient, ended: AbortSignal): Promise<void> {
  const { processID } = client as unknown as { processID: number };
  const endsAt = performance.now() + CANCEL_TIMEOUT_MS;
  while (!ended.aborted && performance.now() < endsAt) {
    await db.reserved.pool.query('SELECT pg_cancel_backend($1)', [processID]).catch(() => {});
    await pause(CANCEL_INTERVAL_MS, { signal: ended });
  }
  // Does nothing if the connection was released meanwhile.
  client.release(true);
}
