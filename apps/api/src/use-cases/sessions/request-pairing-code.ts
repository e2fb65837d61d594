import type { EnginePairingCode } from '@grabber/contracts/engine/pairing';
import type { SessionStatus } from '@grabber/contracts/session-status';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import { isEngineError } from '@grabber/engine-client/engine-error';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import { restingStatus } from '../../sessions/record-engine-session.ts';
import { nullIfNotFound } from './null-if-not-found.ts';

/** WhatsApp has 30 seconds to create the code. The rest is for the requests in between. */
const PAIRING_CODE_TIMEOUT_MS = 45_000;

/**
 * A code that links the phone with that number without a scan. Throws PAIRING_NOT_AVAILABLE with the
 * status if the session is not waiting to be linked. Passes on the engine's PHONE_NUMBER_INVALID,
 * PAIRING_RATE_LIMITED and PAIRING_FAILED.
 */
export async function requestPairingCode(
  { engine }: Pick<Context, 'engine'>,
  session: SessionRow,
  phoneNumber: string,
): Promise<EnginePairingCode> {
  const timeoutMs = PAIRING_CODE_TIMEOUT_MS;
  try {
    const code = await nullIfNotFound(
      engine.requestPairingCode(session.id, phoneNumber, { timeoutMs }),
    );
    if (code) return code;
  } catch (error) {
    // The engine uses QR_NOT_AVAILABLE for every session that is not waiting to be linked.
    if (!isEngineError(error) || error.code !== 'QR_NOT_AVAILABLE') throw error;
    throw notAvailable(error.sessionStatus ?? session.status, error);
  }
  throw notAvailable(restingStatus(session.status));
}

function notAvailable(sessionStatus: SessionStatus, cause?: unknown): ServiceError {
  const message = 'Start the session and wait for the status qr.';
  return new ServiceError('PAIRING_NOT_AVAILABLE', message, { cause, sessionStatus });
}
