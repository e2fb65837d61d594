import { pollUntil } from '@grabber/primitives/retry';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Session } from './session.ts';
import { isRunning } from './session-state.ts';

const POLL_MS = 100;

/**
 * Unlinks the device as soon as the session is connected, also after a crash, until the time is up or the
 * session no longer runs. The session's record shows whether it succeeded.
 */
export async function unlinkDevice(session: Session): Promise<void> {
  const isDone = () => !session.record.paired || !isRunning(session.state.status);
  const askAgain = async () => {
    if (!isDone() && isReachable(session)) await ask(session);
    return isDone();
  };
  const { unlinkTimeoutMs } = session.dependencies.settings;
  await pollUntil(askAgain, { intervalMs: POLL_MS, timeoutMs: unlinkTimeoutMs });
}

/** A page that has not synced can unlink, too. */
function isReachable({ state, reached }: Session): boolean {
  if (state.status === 'connected') return true;
  return state.status === 'connecting' && reached.isLinked && state.lastError === null;
}

async function ask(session: Session): Promise<void> {
  await session.connection?.logout().catch((error: unknown) => {
    session.log.warn({ err: error }, 'Unlinking the device failed');
  });
}

/** WhatsApp refuses the session, so that more attempts do not help. */
export function isBeyondUnlinking({ state, reached }: Session): boolean {
  // A session that WhatsApp accepted may show such a code, too: for members that its reads need.
  const isShutOut = state.status === 'connecting' && !reached.isLinked;
  const code = isShutOut || state.status === 'failed' ? state.lastError?.code : undefined;
  return code === 'WHATSAPP_REFUSED' || code === 'WHATSAPP_WEB_CHANGED';
}

/** The error of a logout that was not confirmed. */
export function stillLinked(session: Session): ServiceError {
  const why = session.state.lastError ? ` ${session.state.lastError.message}` : '';
  if (!isBeyondUnlinking(session)) {
    const message = 'The device is still linked: try again, or remove it on the phone first.';
    return new ServiceError('LOGOUT_FAILED', message + why);
  }
  const message =
    'The session was removed, but WhatsApp did not confirm the logout. Its device may still be linked: remove it on the phone, under Linked devices.';
  return new ServiceError('LOGOUT_NOT_CONFIRMED', message + why, { sessionStatus: 'disconnected' });
}
