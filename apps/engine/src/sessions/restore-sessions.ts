import { FOREIGN_OWNER_DEAD_AFTER_MS } from '@grabber/primitives/lock-owner';
import { pollUntil, retry } from '@grabber/primitives/retry';
import type { Semaphore } from '@grabber/primitives/semaphore';
import { isServiceError } from '@grabber/service-kit/service-error';
import type { Admission } from './admission.ts';
import { moveSession, type Session } from './session.ts';
import { isToBeRestored } from './session-files.ts';
import { isRunning } from './session-state.ts';
import type { SessionTable } from './session-table.ts';
import { startSession } from './start-session.ts';

const SETTLE_TIMEOUT_MS = 120_000;
const SETTLE_POLL_MS = 100;
const LOCK_RETRY_MS = 2_000;
/** A replaced container leaves a lock that counts as dead only after a while. */
const LOCK_PATIENCE_MS = FOREIGN_OWNER_DEAD_AFTER_MS + 5_000;

/** Starts sessions that ran before, without a request. */
export type SessionRestorer = {
  /**
   * Starts a session if it still waits to be restored. Waits while too many others are starting. Rejects as
   * `start` does, and with the signal's reason.
   */
  restore(session: Session, signal: AbortSignal): Promise<void>;
  /** Shows the error on a session that still waits to be restored. */
  giveUpRestoring(session: Session, error: unknown): Promise<void>;
};

type Registry = SessionRestorer & { list(): Session[] };

/** Starts the loaded sessions that ran when the engine stopped, a few browsers at a time. */
export async function restoreSessions(
  registry: Registry,
  options: { concurrency: number; signal: AbortSignal },
): Promise<void> {
  const waiting = registry.list().filter(({ record }) => isToBeRestored(record));
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      if (options.signal.aborted) return;
      await restore(next, registry, options.signal);
    }
  };
  await Promise.all(Array.from({ length: options.concurrency }, worker));
}

async function restore(
  session: Session,
  registry: SessionRestorer,
  signal: AbortSignal,
): Promise<void> {
  try {
    await retry(() => registry.restore(session, signal), {
      intervalMs: LOCK_RETRY_MS,
      timeoutMs: LOCK_PATIENCE_MS,
      willRetry: (error) => isServiceError(error) && error.code === 'PROFILE_IN_USE',
      signal,
    });
    await settle(session, signal);
  } catch (error) {
    if (signal.aborted) return;
    session.log.error({ err: error }, 'Session restore failed');
    await registry.giveUpRestoring(session, error);
  }
}

/** Waits until the session's browser is up or has failed, before the next one starts. */
async function settle(session: Session, signal: AbortSignal): Promise<void> {
  const waits = { intervalMs: SETTLE_POLL_MS, timeoutMs: SETTLE_TIMEOUT_MS, signal };
  await pollUntil(() => !isComingUp(session), waits);
}

/** A session with an error has failed once: it restarts while the next ones start. */
function isComingUp({ state }: Session): boolean {
  return state.status === 'connecting' && state.lastError === null;
}

/** Starts sessions again after a restart. A start, stop or logout by a user in the meantime wins. */
export function createRestorer(
  table: SessionTable,
  { admission, startSemaphore }: { admission: Admission; startSemaphore: Semaphore },
): SessionRestorer {
  const isWaiting = (session: Session) =>
    table.find(session.id) === session &&
    isToBeRestored(session.record) &&
    !isRunning(session.state);
  return {
    async restore(session, signal) {
      // Not while holding the session's mutex: a stop would have to wait.
      const releaseStart = await startSemaphore.acquire(signal);
      await table.runExclusive(session.id, async () => {
        try {
          if (!isWaiting(session)) return;
          const admit = () => admission.admitWith(session, releaseStart);
          await startSession(session, admit, { isRestored: true });
        } finally {
          if (session.releaseStart !== releaseStart) releaseStart();
        }
      });
    },
    giveUpRestoring: (session, error) =>
      table.runExclusive(session.id, async () => {
        if (isWaiting(session)) moveSession(session, 'failed', { lastError: shown(error) });
      }),
  };
}

function shown(error: unknown) {
  if (isServiceError(error)) return { code: error.code, message: error.message };
  const message = 'The session could not be restored: check the log of the engine.';
  return { code: 'INTERNAL_ERROR', message };
}
