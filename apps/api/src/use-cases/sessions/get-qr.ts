import type { EngineQr } from '@grabber/contracts/engine/pairing';
import type { SessionStatus } from '@grabber/contracts/session-status';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import { isEngineError } from '@grabber/engine-client/engine-error';
import { ServiceError, type ServiceErrorOptions } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import { restingStatus } from '../../sessions/record-engine-session.ts';
import { nullIfNotFound } from './null-if-not-found.ts';
import { refreshStatus, STATUS_TIMEOUT_MS } from './refresh-status.ts';

/**
 * The current QR code. Throws QR_NOT_AVAILABLE with the status, and with the reason of the status, if the session shows
 * no QR code.
 */
export async function getQr(
  context: Pick<Context, 'db' | 'engine' | 'clock' | 'logger'>,
  session: SessionRow,
): Promise<EngineQr> {
  const found = context.engine.getQr(session.id, { timeoutMs: STATUS_TIMEOUT_MS });
  const qr = await nullIfNotFound(found).catch(async (error: unknown) => {
    if (!isEngineError(error) || error.code !== 'QR_NOT_AVAILABLE') throw error;
    const known = await refreshStatus(context, session);
    throw notAvailable(error.sessionStatus ?? known.session.status, {
      cause: error,
      sessionReason: known.session.last_error?.code,
    });
  });
  if (qr) return qr;
  throw notAvailable(restingStatus(session.status), { sessionReason: session.last_error?.code });
}

function notAvailable(
  sessionStatus: SessionStatus,
  options: Pick<ServiceErrorOptions, 'cause' | 'sessionReason'>,
): ServiceError {
  return new ServiceError('QR_NOT_AVAILABLE', 'Start the session first.', {
    ...options,
    sessionStatus,
  });
}
