import type { ClientBase } from 'pg';
import { GrabLockTimeout } from '../grab-lock-timeout.ts';
import { isUuid } from '../is-uuid.ts';
import { SessionNotFound } from '../session-not-found.ts';

const LOCK_NOT_AVAILABLE = '55P03';

/** The advisory lock of a session's address book, as an SQL expression over a uuid. */
export function lockKey(sessionId: string): string {
  return `hashtextextended('grabber.address-book:' || ${sessionId}::text, 0)`;
}

/**
 * Takes the exclusive right to write a session's address book until the transaction ends, and keeps
 * the session from being deleted meanwhile.
 *
 * @throws GrabLockTimeout after `timeoutMs` of waiting, SessionNotFound
 */
export async function lockSession(
  client: ClientBase,
  sessionId: string,
  timeoutMs: number,
): Promise<void> {
  if (!isUuid(sessionId)) throw new SessionNotFound();
  try {
    // 0 would mean to wait for ever.
    await client.query(`SET LOCAL lock_timeout = ${Math.max(1, Math.trunc(timeoutMs))}`);
    await client.query(`SELECT pg_advisory_xact_lock(${lockKey('$1')})`, [sessionId]);
    const found = await client.query('SELECT FROM sessions WHERE id = $1 FOR KEY SHARE', [
      sessionId,
    ]);
    await client.query('SET LOCAL lock_timeout = 0');
    if (found.rowCount === 0) throw new SessionNotFound();
  } catch (error) {
    if ((error as { code?: string }).code === LOCK_NOT_AVAILABLE) {
      throw new GrabLockTimeout(timeoutMs, { cause: error });
    }
    throw error;
  }
}
