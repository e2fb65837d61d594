import { ServiceError } from '@grabber/service-kit/service-error';
import { moveSession, type Session, saveRecord } from './session.ts';

/**
 * Stops the session's browser; its profile stays linked. Resolves when the browser has exited. Call it in
 * the session's turn, like the next.
 */
export async function stopSession(session: Session): Promise<void> {
  await halt(session);
  if (session.record.desired === 'running' || session.record.ended !== null) {
    await saveRecord(session, { desired: 'stopped', ended: null, lastError: null });
  }
  moveSession(session, 'disconnected', { lastError: null });
}

/** Stops the browser because the engine closes: the next start of the engine brings it back. */
export async function suspendSession(session: Session): Promise<void> {
  const wasRunning = session.isActive;
  await halt(session);
  if (wasRunning) moveSession(session, 'disconnected');
}

/** Ends the supervision and with it the browser and the lock. Safe when nothing runs. */
export async function halt(session: Session): Promise<void> {
  session.stopping.abort(new ServiceError('READ_ABORTED', 'The session was stopped.'));
  await session.connection?.stop();
  await session.supervision;
}
