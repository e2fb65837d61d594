import { setTimeout as sleep } from 'node:timers/promises';
import { isUuid } from '@grabber/primitives/uuid';
import type { ClientBase, PoolClient } from 'pg';
import { isLockTimeout } from '../connection/database-errors.ts';
import type { Database } from '../connection/open-database.ts';
import { BEGIN_LONG, inTransaction } from '../connection/transactions.ts';
import { isSessionLeased } from './grab-lease.ts';
import { SessionNotFound } from './session-row.ts';

/** Another grab (or deletion) of the same session held the lock for the whole wait. */
export class GrabLockTimeout extends Error {
  override readonly name = 'GrabLockTimeout';
  readonly code = 'GRAB_LOCK_TIMEOUT';

  constructor(timeoutMs: number, options?: ErrorOptions) {
    super(`another grab of this session is still running after ${timeoutMs} ms`, options);
  }
}

/** The advisory lock of a session's address book, as an SQL expression over a uuid. */
export function lockKey(sessionId: string): string {
  return `hashtextextended('grabber.address-book:' || ${sessionId}::text, 0)`;
}

/**
 * Takes the exclusive lock on a session's address book until the transaction ends. The session cannot be
 * deleted in that time. Throws GrabLockTimeout after `timeoutMs` of waiting, and SessionNotFound.
 */
export async function lockSession(
  client: ClientBase,
  sessionId: string,
  timeoutMs: number,
): Promise<void> {
  if (!isUuid(sessionId)) throw new SessionNotFound();
  const end = performance.now() + timeoutMs;
  await withinLockTimeout(client, timeoutMs, async () => {
    await client.query(`SELECT pg_advisory_xact_lock(${lockKey('$1')})`, [sessionId]);
    // Postgres bounds each wait, the caller both together.
    await setLockTimeout(client, end - performance.now());
    await keepSession(client, sessionId);
  });
}

/**
 * The same without waiting for another grab or deletion. False: another one holds the lock, or a grab is
 * being read and will need it. `isBesideReads`: a grab that is being read does not matter. Throws GrabLockTimeout
 * when the session itself is being changed for longer than `timeoutMs`, and SessionNotFound.
 */
export async function tryLockSession(
  client: ClientBase,
  sessionId: string,
  timeoutMs: number,
  isBesideReads = false,
): Promise<boolean> {
  if (!isUuid(sessionId)) throw new SessionNotFound();
  const { rows } = await client.query<{ locked: boolean }>(
    `SELECT pg_try_advisory_xact_lock(${lockKey('$1')}) AS locked`,
    [sessionId],
  );
  if (rows[0]?.locked !== true) return false;
  if (!isBesideReads && (await isSessionLeased(client, sessionId))) return false;
  await withinLockTimeout(client, timeoutMs, () => keepSession(client, sessionId));
  return true;
}

async function keepSession(client: ClientBase, sessionId: string): Promise<void> {
  const found = await client.query('SELECT FROM sessions WHERE id = $1 FOR KEY SHARE', [sessionId]);
  if (found.rowCount === 0) throw new SessionNotFound();
}

/** Runs statements in the client's transaction. Each waits up to `timeoutMs` for a lock. Throws GrabLockTimeout. */
export async function withinLockTimeout<T>(
  client: ClientBase,
  timeoutMs: number,
  work: () => Promise<T>,
): Promise<T> {
  try {
    await setLockTimeout(client, timeoutMs);
    const result = await work();
    await client.query('SET LOCAL lock_timeout = 0');
    return result;
  } catch (error) {
    if (!isLockTimeout(error)) throw error;
    throw new GrabLockTimeout(timeoutMs, { cause: error });
  }
}

async function setLockTimeout(client: ClientBase, timeoutMs: number): Promise<void> {
  // 0 would mean to wait without a limit.
  await client.query(`SET LOCAL lock_timeout = ${Math.max(1, Math.trunc(timeoutMs))}`);
}

const RETRY_INTERVAL_MS = 100;

/** For work that takes no part of the address book away, and so need not wait for what is being read. */
export const besideReads = { is_beside_reads: true } as const;

/**
 * Runs `work` in a transaction that alone may write the session's address book. It does not use a
 * connection while it waits for a running grab, because there may be more waiters than connections. Throws
 * GrabLockTimeout or SessionNotFound.
 */
export async function withLockedSession<T>(
  db: Database,
  options: { session_id: string; lock_timeout_ms: number; is_beside_reads?: boolean },
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const { session_id, lock_timeout_ms, is_beside_reads } = options;
  const end = performance.now() + lock_timeout_ms;
  for (;;) {
    const done = await inTransaction(db, BEGIN_LONG, async (client) => {
      const leftMs = end - performance.now();
      if (!(await tryLockSession(client, session_id, leftMs, is_beside_reads))) return null;
      return { result: await work(client) };
    });
    if (done) return done.result;
    const leftMs = end - performance.now();
    if (leftMs <= 0) throw new GrabLockTimeout(lock_timeout_ms);
    await sleep(Math.min(RETRY_INTERVAL_MS, leftMs));
  }
}
