import type { Semaphore } from '@grabber/primitives/semaphore';
import { isServiceError } from '@grabber/service-kit/service-error';
import type { Admission } from './admission.ts';
import { moveSession, type Session } from './session.ts';
import { isToBeRestored } from './session-files.ts';
import type { SessionRegistry } from './session-registry.ts';
import { isRunning } from './session-status-table.ts';
import type { SessionTable } from './session-table.ts';
import { startSession } from './start-session.ts';

/** Starts sessions without being asked to: what users have done meanwhile counts more. */
export function createRestorer(
  table: SessionTable,
  { admission, startSemaphore }: { admission: Admission; startSemaphore: Semaphore },
): Pick<SessionRegistry, 'restore' | 'giveUpRestoring'> {
  const isWaiting = (session: Session) =>
    table.find(session.id) === session &&
    isToBeRestored(session.record) &&
    !isRunning(session.state.status);
  return {
    async restore(session, signal) {
      // Not while holding the session's mutex: a stop would have to wait.
      const releaseStart = await startSemaphore.acquire(signal);
      await table.runExclusive(session.id, async () => {
        try {
          if (!isWaiting(session)) return;
          await startSession(session, () => admission.admitWith(session, releaseStart));
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
  const message = 'The session could not be started again: see the log of the engine.';
  return { code: 'INTERNAL_ERROR', message };
}
