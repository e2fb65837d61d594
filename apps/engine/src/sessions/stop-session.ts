import { ServiceError } from '@grabber/service-kit/service-error';
import { moveSession, type Session, saveRecord } from './session.ts';
import { isRunning } from './session-state.ts';

/**
 * Stops the session's browser; its profile stays linked. Resolves when the browser has exited. Call it
 * while holding the session's mutex, like stopBrowser.
 */
export async function stopSession(session: Session): Promise<void> {
  await stopBrowser(session);
  moveSession(session, 'disconnected', { lastError: null });
  await session.files.create();
  await saveRecord(session, { desired: 'stopped', ended: null, lastError: null });
}

/**
 * Ends the supervision, the browser and the lock, and shows the status before any file is written. Saves
 * nothing, so that the next engine restores the session. Safe when no browser runs.
 */
export async function stopBrowser(session: Session): Promise<void> {
  session.stopping.abort(new ServiceError('READ_ABORTED', 'The session was stopped.'));
  await session.connection?.stop();
  await session.supervision;
  if (isRunning(session.state)) moveSession(session, 'disconnected');
}
