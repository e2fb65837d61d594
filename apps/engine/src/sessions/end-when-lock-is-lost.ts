import type { ServiceError } from '@grabber/service-kit/service-error';
import { moveSession, type Session } from './session.ts';
import { isRunning } from './session-state.ts';

/**
 * Ends the session when another engine has taken its profile: two browsers would destroy it. The record
 * belongs to the other engine then, so nothing is saved.
 */
export function endWhenLockIsLost(session: Session): void {
  const { lock, stopping } = session;
  lock?.lost.addEventListener('abort', () => void end(session, stopping, lock.lost.reason), {
    once: true,
  });
}

async function end(
  session: Session,
  stopping: AbortController,
  error: ServiceError,
): Promise<void> {
  const { code, message } = error;
  session.log.error({ code }, 'Profile lock lost to another engine, session stopped');
  stopping.abort(error);
  await session.connection?.stop();
  await session.supervision;
  if (isRunning(session.state)) {
    moveSession(session, 'failed', { lastError: { code, message } });
  }
}
