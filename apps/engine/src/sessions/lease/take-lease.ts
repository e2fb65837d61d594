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
 * a lease that is over, older than one that the session had, or under which a browser has ended: what was said of the
 * profile then, as that its copy is current, must not be taken for something said of a later browser.
 */
export async function takeLease(session: Session, given: Lease): Promise<void> {
  await leaseHasEnded(session);
  const { lease: held, record, dependencies } = session;
  const hasBrowser = isRunning(session.state) || session.isActive;
  const isHeld = hasBrowser && held?.generation === given.generation && !isLeaseOver(session);
  if (!isHeld && given.generation <= record.lease.generation)
    throw leaseLost('The session had this lease before, or a newer one.');
  if (given.untilMs !== null && dependencies.leases.clock.nowMs() >= given.untilMs)
    throw leaseLost();
  if (!hasBrowser) return;
  if (isLeaseOver(session)) return endLease(session);
  if (held !== null && !isHeld) return stopBrowser(session);
  holdLease(session, given);
  await saveRecord(session, { lease: recordedLease(session) });
}
