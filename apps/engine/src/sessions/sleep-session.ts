import { ServiceError } from '@grabber/service-kit/service-error';
import { endLease, isLeaseOver, leaseLost, requireLease } from './lease/session-lease.ts';
import { sealSession } from './seal-session.ts';
import { moveSession, type Session, saveRecord } from './session.ts';
import type { SessionState } from './session-state.ts';

/**
 * Closes the browser of a connected session, or of a linked one that cannot connect now, and seals its profile where the
 * engine has a store. The session stays `connected`, asleep. Its next start wakes it. One that sleeps stays as it is, and
 * is sealed if that failed before. Resolves when the browser has exited and its profile is whole and stored. Call it
 * while holding the session's mutex. Rejects with ServiceError SESSION_NOT_CONNECTED, LEASE_LOST, or SESSION_BUSY while
 * it is read; `isForced` breaks its reads off.
 */
export async function sleepSession(
  session: Session,
  { isForced }: { readonly isForced: boolean } = { isForced: false },
): Promise<void> {
  if (session.state.isAsleep) {
    requireLease(session);
    return sealSession(session);
  }
  if (!maySleep(session)) throw notConnected(session.state);
  if (session.reads > 0 && !isForced)
    throw new ServiceError('SESSION_BUSY', 'The session is being read.');
  session.isFallingAsleep = true;
  try {
    await fallAsleep(session);
  } finally {
    session.isFallingAsleep = false;
  }
}

async function fallAsleep(session: Session): Promise<void> {
  session.stopping.abort(new ServiceError('SESSION_ASLEEP', 'The session went to sleep.'));
  await session.connection?.stop();
  await session.supervision;
  if (isLeaseOver(session)) {
    await endLease(session);
    throw leaseLost();
  }
  const { connectedAt, lastError } = session.state;
  if (!maySleep(session)) {
    // The page showed just now that the device is no longer linked.
    const error = notConnected(session.state);
    moveSession(session, 'disconnected');
    throw error;
  }
  // Only now: who sees that it sleeps may count on the place of its browser.
  moveSession(session, 'connected', { isAsleep: true, sync: null, connectedAt, lastError });
  await saveRecord(session, { desired: 'asleep', ended: null, lastError: null });
  session.log.info('Session asleep');
  await sealSession(session);
}

/** It is linked, as far as is known, and runs. */
export function maySleep({ state, record }: Session): boolean {
  return state.status === 'connected' || (state.status === 'connecting' && record.paired);
}

function notConnected({ status }: SessionState): ServiceError {
  const message = `The session is ${status}: only a linked one can sleep.`;
  return new ServiceError('SESSION_NOT_CONNECTED', message, { sessionStatus: status });
}
