import type { ErrorCode } from '@grabber/contracts/error-codes';
import type { Release, Semaphore } from '@grabber/primitives/semaphore';
import type { Logger } from 'pino';
import type { ProfileLock } from '../browser/profile-lock.ts';
import type { LastingBundles } from '../bundles/left-bundles.ts';
import type { BrowserGuard } from '../leases/browser-guard.ts';
import type { LeaseClock } from '../leases/lease-clock.ts';
import type { SyncProgress } from '../reading/account-reader.ts';
import type { ConnectionListener, WhatsAppConnection } from '../whatsapp/connection.ts';
import type { SessionFiles, SessionRecord } from './session-files.ts';
import { INITIAL_STATE, moveState, type SessionState } from './session-state.ts';

export type SessionSettings = {
  readonly restartAttempts: number;
  readonly restartDelayMs: number;
  /** A browser that stays connected for so long resets the count of restarts. */
  readonly steadyAfterMs: number;
  /** How long a logout waits for a connection in which to unlink the device. */
  readonly unlinkTimeoutMs: number;
};

/** What ended the browser of a lease that was over: the engine, or the guard before it. */
export type LeaseEnd = 'engine' | 'guard';

/** The collaborators of all sessions. */
export type SessionDependencies = {
  readonly logger: Logger;
  readonly settings: SessionSettings;
  readonly clock: () => Date;
  /** Bounds the browsers that are starting, until they have a QR or a connection. */
  readonly startSemaphore: Semaphore;
  /** Starts a browser on the profile. Rejects when no browser is found. */
  readonly connect: (options: {
    id: string;
    profileDir: string;
    /** Sealed. */
    proxy: string | null;
    wasPaired: boolean;
    listener: ConnectionListener;
  }) => Promise<WhatsAppConnection>;
  /** Null: the engine has no store of profiles. */
  readonly bundles: LastingBundles | null;
  readonly leases: { readonly clock: LeaseClock; readonly guard: BrowserGuard };
  /** Called after every change that a client can see. */
  readonly onChange: (session: Session) => void;
  /** Called before a browser is replaced. */
  readonly onRestart: (session: Session, code: ErrorCode) => void;
  /** Called when the browser has ended whose lease was over. */
  readonly onLeaseLost: (by: LeaseEnd) => void;
};

/** The right to run the browser of a session. */
export type Lease = {
  readonly generation: number;
  /** By the clock of leases. Null: it does not end by time. */
  readonly untilMs: number | null;
};

/** What WhatsApp has shown of the link under a lease. Once `connected`, it stays so. */
export type LinkProof = 'connected' | 'unlinked';

/** One WhatsApp account on this engine. The functions of this folder act on it. */
export type Session = {
  readonly id: string;
  readonly dependencies: SessionDependencies;
  readonly files: SessionFiles;
  readonly log: Logger;
  state: SessionState;
  record: SessionRecord;
  connection: WhatsAppConnection | null;
  /** How far the current or last browser has come. */
  reached: { isLinked: boolean; connectedSince: number | null };
  /** What the current page shows of its sync; null before that. */
  sync: SyncProgress | null;
  /** When the current page was last looked at for the parts that reads and linking use. */
  checkedAt: Date | null;
  /** How many reads use its page. */
  reads: number;
  /** The session has a browser or waits for one, and counts against the limit. */
  isActive: boolean;
  /** Releases the start semaphore, which is held while its browser starts. */
  releaseStart: Release | null;
  /** The last one that this process was given for the session. Null: it runs, or ran, without one. */
  lease: (Lease & { readonly isLost: boolean; readonly link: LinkProof | null }) | null;
  /** Its browser is being closed and its profile sealed. */
  isFallingAsleep: boolean;
  /** Held while the session is active. */
  lock: ProfileLock | null;
  /** Aborted to stop the session; each start creates a new one. */
  stopping: AbortController;
  /** Ends when the session has stopped running. */
  supervision: Promise<void>;
};

export function createSession(
  id: string,
  options: { dependencies: SessionDependencies; files: SessionFiles; record: SessionRecord },
): Session {
  const { dependencies, files, record } = options;
  return {
    id,
    dependencies,
    files,
    log: dependencies.logger.child({ session_id: id }),
    state: {
      ...INITIAL_STATE,
      ...restingState(record),
      lastError: record.lastError,
      phoneNumber: record.phoneNumber,
      statusChangedAt: new Date(),
    },
    record,
    connection: null,
    reached: { isLinked: false, connectedSince: null },
    sync: null,
    checkedAt: null,
    reads: 0,
    isActive: false,
    releaseStart: null,
    lease: null,
    isFallingAsleep: false,
    lock: null,
    stopping: new AbortController(),
    supervision: Promise.resolve(),
  };
}

/** The state of a session without a browser. */
function restingState({
  ended,
  desired,
  bundle,
}: SessionRecord): Pick<SessionState, 'status' | 'isAsleep' | 'bundle'> {
  if (ended !== null) return { status: ended, isAsleep: false, bundle: null };
  if (desired !== 'asleep') return { status: 'disconnected', isAsleep: false, bundle: null };
  return { status: 'connected', isAsleep: true, bundle };
}

/** Changes the session's status, as the table allows, and calls `onChange`. */
export function moveSession(
  session: Session,
  status: SessionState['status'],
  changes: Parameters<typeof moveState>[2] = {},
): void {
  session.state = moveState(session.state, status, changes, new Date());
  session.dependencies.onChange(session);
}

/** Lets the next browser start, once this one has started or ended. */
export function endStart(session: Session): void {
  session.releaseStart?.();
  session.releaseStart = null;
}

/** Saves the record that a restarted engine reads. */
export async function saveRecord(session: Session, changes: Partial<SessionRecord>): Promise<void> {
  session.record = { ...session.record, ...changes };
  await session.files.writeRecord(session.record);
}
