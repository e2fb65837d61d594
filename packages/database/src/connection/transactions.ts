import type { PoolClient } from 'pg';
import { drizzle } from './drizzle.ts';
import type { Database } from './open-database.ts';

/** The reader of a stream of rows was too slow, so its snapshot was closed. */
export class ReadStalled extends Error {
  override readonly name = 'ReadStalled';
  readonly code = 'READ_STALLED';

  constructor(options?: ErrorOptions) {
    super('the reader did not go on in time', options);
  }
}

/** Runs `work` in a transaction of its own, begun by that statement: committed, or rolled back when it throws. */
export async function inTransaction<T>(
  db: Database,
  begin: string,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await db.pool.connect();
  let broken = false;
  try {
    await client.query(begin);
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

/** For statements that touch each row of an address book. */
const LONG_STATEMENT_TIMEOUT_MS = 10 * 60_000;

/** Begins a transaction whose statements may take minutes. */
export const BEGIN_LONG = `BEGIN; SET LOCAL statement_timeout = ${LONG_STATEMENT_TIMEOUT_MS}`;

/** Longer than other requests hold a lock. Only maintenance of a table takes longer. */
const SHORT_LOCK_TIMEOUT_MS = 3_000;

/**
 * Runs a few quick statements in a transaction of their own. Each waits only seconds for a lock, so that a
 * table that another client has locked does not block the caller. `isLockTimeout` recognises the error.
 */
export async function withShortLockTimeout<T>(
  db: Database,
  work: (bounded: Pick<Database, 'orm'>, client: PoolClient) => Promise<T>,
): Promise<T> {
  const begin = `BEGIN; SET LOCAL lock_timeout = ${SHORT_LOCK_TIMEOUT_MS}`;
  return inTransaction(db, begin, (client) => work({ orm: drizzle(client) }, client));
}

/**
 * A snapshot keeps Postgres from cleaning up, so a reader that pauses for this long loses it. Longer than the
 * time over which the speed of a slow client is judged: its connection ends first, with a reason in the log.
 */
export const STALL_TIMEOUT_MS = 360_000;
/** A slow reader loses the snapshot after this time in total. */
export const SNAPSHOT_TIMEOUT_MS = 30 * 60_000;

/** How long a reader may keep a snapshot: between two pages, and in total. */
export interface SnapshotBounds {
  stall_timeout_ms?: number;
  snapshot_timeout_ms?: number;
}

/** The server's error when it ends a transaction that was idle for too long. */
const IDLE_IN_TRANSACTION = '25P03';

/**
 * Yields the items of `read`, from one snapshot of the database. The connection stays in use until the
 * generator ends or is closed. Throws ReadStalled if the reader keeps the snapshot for too long.
 */
export async function* withSnapshot<T>(
  db: Database,
  read: (client: PoolClient) => AsyncGenerator<T>,
  bounds: SnapshotBounds = {},
): AsyncGenerator<T> {
  const stallMs = Math.trunc(bounds.stall_timeout_ms ?? STALL_TIMEOUT_MS);
  const endAt = performance.now() + (bounds.snapshot_timeout_ms ?? SNAPSHOT_TIMEOUT_MS);
  const client = await db.pool.connect();
  let broken = false;
  let stalled = false;
  const noteStall = (error: Error & { code?: string }): void => {
    if (error.code === IDLE_IN_TRANSACTION) stalled = true;
  };
  client.on('error', noteStall);
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    // The server enforces the limit, so that it also works when this process hangs.
    await client.query(`SET LOCAL idle_in_transaction_session_timeout = ${stallMs}`);
    for await (const page of read(client)) {
      yield page;
      if (performance.now() > endAt) throw new ReadStalled();
    }
  } catch (error) {
    broken = true;
    noteStall(error as Error);
    if (stalled) throw new ReadStalled({ cause: error });
    throw error;
  } finally {
    if (!broken) {
      await client.query('COMMIT').catch(() => {
        broken = true;
      });
    }
    client.off('error', noteStall);
    client.release(broken);
  }
}

/** The longest statement of a page. An index serves each; this is for the unforeseen. */
const READ_TIMEOUT_MS = 15_000;

/**
 * Runs `read` in a transaction that sees one state of the database, and writes nothing. Each statement is
 * cancelled after a time; `isStatementTimeout` recognises the error.
 */
export async function inReadTransaction<T>(
  db: Database,
  read: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const begin = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = ${READ_TIMEOUT_MS}`;
  return inTransaction(db, begin, read);
}
