import { clearProfile } from '../browser/profile-directory.ts';
import { lockProfile } from '../browser/profile-lock.ts';
import type { WantedBundle } from '../bundles/profile-bundles.ts';
import { endWhenLockIsLost } from './end-when-lock-is-lost.ts';
import {
  guardBrowser,
  holdLease,
  isSpent,
  leaseLost,
  recordedLease,
  requireLease,
  secureBrowser,
} from './lease/session-lease.ts';
import { restoreFromBundle } from './restore-from-bundle.ts';
import { endStart, type Lease, moveSession, type Session, saveRecord } from './session.ts';
import { isRunning, withRestart } from './session-state.ts';
import { superviseSession } from './supervise-session.ts';

/** Marks the session as active and as starting. Throws ServiceError ENGINE_FULL or SHUTTING_DOWN. */
export type Admit = (session: Session) => void | Promise<void>;

export type StartOptions = {
  /** The engine itself starts the session again. */
  readonly isRestored?: boolean;
  /** Sealed; null: none; undefined: as at the last start. */
  readonly proxy?: string | null | undefined;
  /** Fetched from the store first, where the profile here is missing or older. */
  readonly bundle?: WantedBundle | undefined;
  /** Of a session that `takeLease` has readied. Undefined: it runs without. `held`: under that of its last start. */
  readonly lease?: Lease | 'held' | undefined;
};

/**
 * Starts the session's browser and returns without waiting for it; a running session stays as it is. Call it
 * while holding the session's mutex. A start of a restored session counts as the engine's own. Rejects as
 * `admit` and `restoreFromBundle` do, and with ServiceError PROFILE_IN_USE or LEASE_LOST.
 */
export async function startSession(
  session: Session,
  admit: Admit,
  { isRestored = false, proxy, bundle, lease }: StartOptions = {},
): Promise<void> {
  if (isRunning(session.state)) return;
  await session.supervision;
  await admit(session);
  const before = { record: session.record, lease: session.lease };
  try {
    holdLease(session, lease === 'held' ? heldLease(session) : (lease ?? null));
    await session.files.create();
    session.lock = await lockProfile(session.files.directory);
    if (bundle) await restoreFromBundle(session, bundle);
    await secureBrowser(session);
    await saveRecord(session, {
      desired: 'running',
      ended: null,
      lastError: null,
      bundle: null,
      lease: recordedLease(session),
      ...(proxy !== undefined && { proxy }),
    });
    requireLease(session);
  } catch (error) {
    Object.assign(session, before);
    await release(session);
    throw error;
  }
  session.stopping = new AbortController();
  endWhenLockIsLost(session);
  const { state, dependencies } = session;
  const restartedAt = isRestored ? withRestart(state, dependencies.clock()) : state.restartedAt;
  session.checkedAt = null;
  moveSession(session, 'connecting', { lastError: null, whatsappWebVersion: null, restartedAt });
  session.supervision = run(session);
}

/** Throws ServiceError LEASE_LOST where the session needs a lease that this process was not given, or another one. */
function heldLease(session: Session): Lease | null {
  const { lease, record } = session;
  if ((lease === null && record.lease.endsByTime) || isSpent(session)) throw leaseLost();
  return lease;
}

/** Never rejects. */
async function run(session: Session): Promise<void> {
  try {
    await superviseSession(session);
  } catch (error) {
    giveUp(session, error);
  }
  if (!session.lock?.lost.aborted) await clear(session);
  // Records that are saved in the background, too: the next owner of the profile must not find its own replaced.
  await session.files.written();
  await release(session);
}

/** Never rejects. Not to be called for a profile that another engine has taken. */
async function clear(session: Session): Promise<void> {
  await clearProfile(session.files.profileDir).catch((error: unknown) =>
    session.log.error({ err: error }, 'Clearing the browser profile failed'),
  );
}

/** Saving failed during the supervision: the status must show it. */
function giveUp(session: Session, error: unknown): void {
  session.log.error({ err: error }, 'Session supervision failed');
  if (!isRunning(session.state)) return;
  const message = 'The session stopped unexpectedly: check the log of the engine.';
  moveSession(session, 'failed', { lastError: { code: 'INTERNAL_ERROR', message } });
}

/** Never rejects: a session whose lock file cannot be removed must not stay active. */
async function release(session: Session): Promise<void> {
  const { lock } = session;
  session.lock = null;
  endStart(session);
  await lock
    ?.release()
    .catch((error: unknown) =>
      session.log.error({ err: error }, 'Releasing the profile lock failed'),
    );
  session.isActive = false;
  guardBrowser(session);
}
