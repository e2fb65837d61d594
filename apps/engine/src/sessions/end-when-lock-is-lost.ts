import type { ServiceError } from '@grabber/service-kit/service-error';
import { moveSession, type Session } from './session.ts';
import { isRunning } from './session-state.ts';

/**
 * Ends the session when another engine has taken its profile: two browsers on it would destroy it. Its
 * record is the other engine's by then, so nothing is written down.
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
  session.log.error({ code }, 'Another engine has taken the profile of the session');
  stopping.abort(error);
  await session.connection?.stop();
  await session.supervision;
  if (isRunning(session.state.status)) {
    moveSession(session, 'failed', { lastError: { code, message } });
  }
}
