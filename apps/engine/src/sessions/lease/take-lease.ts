import { type Lease, type Session, saveRecord } from '../session.ts';
import { isRunning } from '../session-state.ts';
import { stopBrowser } from '../stop-session.ts';
import {
  endLease,
  holdLease,
  isLeaseOver,
  leaseHasEnded,
  leaseLost,
  recordedLease,
} from './session-lease.ts';

/**
 * Readies a session for a start under a lease: ends the browser of an older one, and gives the lease to a browser that
 * runs without one or under the same. Call it while holding the session's mutex. Rejects with ServiceError LEASE_LOST for
 * a lease that is over, or older than one that the session had.
 */
export async function takeLease(session: Session, given: Lease): Promise<void> {
  await leaseHasEnded(session);
  const { lease: held, record, dependencies } = session;
  const isHeld = held?.generation === given.generation;
  if (!isHeld && given.generation <= record.lease.generation)
    throw leaseLost('The session had a newer lease than this one.');
  if (given.untilMs !== null && dependencies.leases.clock.nowMs() >= given.untilMs)
    throw leaseLost();
  if (!isRunning(session.state) && !session.isActive) return;
  if (isLeaseOver(session)) return endLease(session);
  if (held !== null && !isHeld) return stopBrowser(session);
  holdLease(session, given);
  await saveRecord(session, { lease: recordedLease(session) });
}
