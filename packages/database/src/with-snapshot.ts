import type { PoolClient } from 'pg';
import type { Database } from './open-database.ts';
import { ReadStalled } from './read-stalled.ts';

/** A snapshot keeps Postgres from cleaning up: who does not read on in this time loses it. */
export const STALL_TIMEOUT_MS = 60_000;
/** And so does who reads very slowly. */
export const SNAPSHOT_TIMEOUT_MS = 30 * 60_000;

/** The transaction idled for too long; what the server answers, or that it has hung up. */
const ENDED_BY_SERVER = new Set(['25P03', '57P01', '08006', '08003', undefined]);

/**
 * Yields what `read` yields, from one snapshot of the database. The connection is busy until the
 * generator ends or is left.
 *
 * @throws ReadStalled when the one who reads keeps the snapshot for too long
 */
export async function* withSnapshot<T>(
  db: Database,
  read: (client: PoolClient) => AsyncGenerator<T>,
  bounds: { stall_timeout_ms?: number; snapshot_timeout_ms?: number } = {},
): AsyncGenerator<T> {
  const stallMs = Math.trunc(bounds.stall_timeout_ms ?? STALL_TIMEOUT_MS);
  const endAt = performance.now() + (bounds.snapshot_timeout_ms ?? SNAPSHOT_TIMEOUT_MS);
  const client = await db.pool.connect();
  let broken = false;
  let waitedMs = 0;
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    // The server keeps watch: it also does when this process hangs.
    await client.query(`SET LOCAL idle_in_transaction_session_timeout = ${stallMs}`);
    for await (const page of read(client)) {
      const yieldedAt = performance.now();
      yield page;
      waitedMs = performance.now() - yieldedAt;
      if (performance.now() > endAt) throw new ReadStalled();
    }
  } catch (error) {
    broken = true;
    const code = (error as { code?: string }).code;
    if (waitedMs >= stallMs && ENDED_BY_SERVER.has(code)) {
      throw new ReadStalled({ cause: error });
    }
    throw error;
  } finally {
    if (!broken) {
      await client.query('COMMIT').catch(() => {
        broken = true;
      });
    }
    client.release(broken);
  }
}

/** Runs `read` in a transaction that sees one state of the database, and writes nothing. */
export async function inReadTransaction<T>(
  db: Database,
  read: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await db.pool.connect();
  let broken = false;
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const result = await read(client);
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
