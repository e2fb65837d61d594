import { isServiceError } from '@grabber/service-kit/service-error';
import type { Slots } from '../limits/slots.ts';
import type { Admission } from './admission.ts';
import { moveSession, type Session } from './session.ts';
import { isToBeRestored } from './session-files.ts';
import type { SessionRegistry } from './session-registry.ts';
import { isRunning } from './session-status-table.ts';
import type { SessionTable } from './session-table.ts';
import { startSession } from './start-session.ts';

/** Starts sessions again after a restart. A start, stop or logout by a user in the meantime wins. */
export function createRestorer(
  table: SessionTable,
  { admission, startSlots }: { admission: Admission; startSlots: Slots },
): Pick<SessionRegistry, 'restore' | 'giveUpRestoring'> {
  const isWaiting = (session: Session) =>
    table.find(session.id) === session &&
    isToBeRestored(session.record) &&
    !isRunning(session.state.status);
  return {
    async restore(session, signal) {
      // Taken before the session's turn: a stop would have to wait for the turn.
      const slot = await startSlots.take(signal);
      await table.inTurn(session.id, async () => {
        try {
          if (!isWaiting(session)) return;
          await startSession(session, () => admission.admitWith(session, slot));
        } finally {
          if (session.startSlot !== slot) slot();
        }
      });
    },
    giveUpRestoring: (session, error) =>
      table.inTurn(session.id, async () => {
        if (isWaiting(session)) moveSession(session, 'failed', { lastError: shown(error) });
      }),
  };
}

function shown(error: unknown) {
  if (isServiceError(error)) return { code: error.code, message: error.message };
  const message = 'The session could not be restored: check the log of the engine.';
  return { code: 'INTERNAL_ERROR', message };
}
