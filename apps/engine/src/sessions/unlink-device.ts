import type { SessionError } from '@grabber/contracts/session-status';
import { pollUntil } from '@grabber/primitives/retry';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Session } from './session.ts';
import { isRunning } from './session-state.ts';

const POLL_MS = 100;

/**
 * Asks WhatsApp to unlink the device as soon as the session is connected, until the time is up or the session no
 * longer runs. True: WhatsApp has confirmed it. A refusal is final, so that WhatsApp is not asked again and
 * again; a browser that dies before the answer is not.
 */
export async function unlinkDevice(session: Session): Promise<boolean> {
  let answer: boolean | null = null;
  const askAgain = async () => {
    if (isReachable(session)) answer = await ask(session);
    return answer !== null || !isRunning(session.state);
  };
  const { unlinkTimeoutMs } = session.dependencies.settings;
  await pollUntil(askAgain, { intervalMs: POLL_MS, timeoutMs: unlinkTimeoutMs });
  return answer === true;
}

/** A page that has not synced can unlink, too, also one that lacks something for its sync. */
function isReachable({ state, reached }: Session): boolean {
  if (state.status === 'connected') return true;
  const { lastError, missing } = state;
  const isWell = lastError === null || (isChanged(lastError) && missing.length > 0);
  return state.status === 'connecting' && reached.isLinked && isWell;
}

function isChanged({ code }: SessionError): boolean {
  return code === 'WHATSAPP_WEB_CHANGED';
}

/** Null: there was no answer, and the browser is gone. */
async function ask(session: Session): Promise<boolean | null> {
  try {
    return (await session.connection?.logout()) ?? null;
  } catch (error) {
    session.log.warn({ err: error }, 'Unlinking the device failed');
    return null;
  }
}

/** The error of a logout that was not confirmed. The session is kept, to unlink its device later. */
export function stillLinked({ state }: Session): ServiceError {
  const why = state.lastError ? ` ${state.lastError.message}` : '';
  const message =
    'WhatsApp did not confirm that the device is unlinked: try again, or remove it on the phone and delete the session with force=true.';
  return new ServiceError('LOGOUT_FAILED', message + why);
}

/** The error of a session that was removed though its device may still be linked. */
export function notConfirmed({ state }: Session): ServiceError {
  const why = state.lastError ? ` ${state.lastError.message}` : '';
  const message =
    'The session was removed, but WhatsApp did not confirm the logout. Its device may still be linked: remove it on the phone, under Linked devices.';
  return new ServiceError('LOGOUT_NOT_CONFIRMED', message + why, { sessionStatus: 'disconnected' });
}
