import { pause } from '@grabber/primitives/abort';
import { type GrabLease, tryTakeLease } from '../sessions/grab-lease.ts';
import { GrabLockTimeout } from '../sessions/lock-session.ts';
import type { GrabConnection } from './grab-connection.ts';

const RETRY_INTERVAL_MS = 100;

/**
 * Takes the lease of the session for the connection's grab. Waits for another grab up to
 * `lock_timeout_ms`, or until `signal` aborts. Throws GrabLockTimeout, SessionNotFound, and the signal's reason.
 */
export async function takeSession(
  connection: GrabConnection,
  options: { session_id: string; lock_timeout_ms: number; signal?: AbortSignal },
): Promise<GrabLease> {
  const { session_id, lock_timeout_ms, signal } = options;
  const end = performance.now() + lock_timeout_ms;
  for (;;) {
    const lease = await connection.until(signal, () => tryTakeLease(connection.client, session_id));
    if (lease) {
      connection.own(lease);
      return lease;
    }
    const leftMs = end - performance.now();
    if (leftMs <= 0) throw new GrabLockTimeout(lock_timeout_ms);
    await pause(Math.min(RETRY_INTERVAL_MS, leftMs), { ...(signal && { signal }) });
  }
}
