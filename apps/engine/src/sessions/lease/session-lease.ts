import { ServiceError } from '@grabber/service-kit/service-error';
import { endBrowsersOf } from '../../browser/profile-directory.ts';
import { type Lease, type LinkProof, moveSession, type Session, saveRecord } from '../session.ts';
import { isRunning } from '../session-state.ts';

/** The session has a lease that is lost or over. False without one: it runs without. */
export function isLeaseOver({ lease, dependencies }: Session): boolean {
  if (lease === null) return false;
  const { isLost, untilMs } = lease;
  return isLost || (untilMs !== null && dependencies.leases.clock.nowMs() >= untilMs);
}

/** Throws ServiceError LEASE_LOST when the lease of the session is over. */
export function requireLease(session: Session): void {
  if (isLeaseOver(session)) throw leaseLost();
}

/**
 * The profile was stored, or may have been, when the session ended under its lease. No browser may run under that lease
 * again: those who place sessions take a copy of the last lease for the newest profile.
 */
export function isSpent({ state, record, lease }: Session): boolean {
  if (lease === null || lease.untilMs === null || isRunning(state)) return false;
  return record.bundle !== null || record.sealing !== null;
}

export function leaseLost(
  message = 'The lease of the session is over: another engine may run it.',
): ServiceError {
  return new ServiceError('LEASE_LOST', message);
}

/** Takes a lease, and keeps a later end of the same one. Null: the session runs without one. */
export function holdLease(session: Session, given: Lease | null): void {
  const held = session.lease;
  if (given === null) {
    session.lease = null;
    return;
  }
  const isSame = held !== null && held.generation === given.generation && !held.isLost;
  const isLater = isSame && !isEarlier(held.untilMs, given.untilMs);
  const untilMs = isLater ? held.untilMs : given.untilMs;
  session.lease = { ...given, untilMs, isLost: false, link: isSame ? held.link : null };
  guardBrowser(session);
}

/** Notes what the page has shown under the lease, for those who decide which other profiles are of no use any more. */
export function noteLink(session: Session, link: LinkProof): void {
  const { lease } = session;
  if (lease === null || lease.link === 'connected') return;
  session.lease = { ...lease, link };
}

/** Null never ends. */
function isEarlier(one: number | null, other: number | null): boolean {
  if (one === null) return false;
  return other === null || one < other;
}

/** Extends the lease of that generation. False when the session does not hold it, or no longer. */
export function renewLease(session: Session | undefined, lease: Lease): boolean {
  if (session === undefined) return false;
  if (session.isActive) endIfOver(session);
  const { lease: held } = session;
  if (held === null || held.isLost || held.generation !== lease.generation) return false;
  holdLease(session, lease);
  return true;
}

/** What the record says of it: never less than before, so that an old lease is known as one. */
export function recordedLease({ lease, record }: Session): Session['record']['lease'] {
  return {
    generation: Math.max(lease?.generation ?? 0, record.lease.generation),
    endsByTime: lease !== null && lease.untilMs !== null,
  };
}

/** Tells the guard until when the browser of an active session may run. */
export function guardBrowser(session: Session): void {
  const { lease, connection, files, dependencies, isActive } = session;
  const { clock, guard } = dependencies.leases;
  const { profileDir } = files;
  const untilMs = isActive ? (lease?.untilMs ?? null) : null;
  if (untilMs === null) guard.delete(profileDir);
  else {
    const pid = connection?.browserPid() ?? null;
    guard.set({ profileDir, pid, untilMs: clock.toMonotonic(untilMs) });
  }
}

/** Resolves when the guard will end the browser that starts now. Rejects with ServiceError BROWSER_FAILED. */
export async function secureBrowser(session: Session): Promise<void> {
  if (session.lease === null || session.lease.untilMs === null) return;
  guardBrowser(session);
  await session.dependencies.leases.guard.secured();
}

/** Ends the browser of an active session whose lease is over. It may go on ending when this returns. */
export function endIfOver(session: Session): void {
  if (session.lease?.isLost || !isLeaseOver(session)) return;
  void endLease(session).catch((err: unknown) =>
    session.log.error({ err }, 'Ending the browser of a lost lease failed'),
  );
}

/** A later start of the session must not begin before the end of the older browser is done with it. */
const endings = new WeakMap<Session, Promise<void>>();

/** Resolves when no browser of the session is being ended because of its lease. Never rejects. */
export async function leaseHasEnded(session: Session): Promise<void> {
  await endings.get(session)?.catch(() => undefined);
}

/**
 * Kills the browser at once, and resolves when it has ended. Its profile is not sealed: another engine may run the session
 * by now. Does not need the session's mutex. Rejects when the record cannot be saved.
 */
export function endLease(session: Session): Promise<void> {
  const ending =
    endings.get(session) ?? killAndShow(session).finally(() => endings.delete(session));
  endings.set(session, ending);
  return ending;
}

async function killAndShow(session: Session): Promise<void> {
  const { lease, stopping, supervision, files, dependencies } = session;
  if (lease === null) return;
  const error = leaseLost();
  session.lease = { ...lease, isLost: true };
  session.log.error({ generation: lease.generation }, 'Lease lost, browser killed');
  stopping.abort(error);
  const killed = [session.connection?.kill(error), endBrowsersOf(files.profileDir)];
  for (const { reason } of (await Promise.allSettled(killed)).filter(isRejected))
    session.log.error({ err: reason }, 'Killing the browser of a lost lease failed');
  await supervision;
  dependencies.onLeaseLost(
    dependencies.leases.guard.hasEnded(files.profileDir) ? 'guard' : 'engine',
  );
  if (!isRunning(session.state)) return;
  const lastError = { code: error.code, message: error.message };
  moveSession(session, 'disconnected', { lastError });
  await saveRecord(session, { lastError });
}

function isRejected(result: PromiseSettledResult<unknown>): result is PromiseRejectedResult {
  return result.status === 'rejected';
}
