import type { EngineQr } from '@grabber/contracts/engine/pairing';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import { restingStatus } from '../../sessions/record-engine-session.ts';
import { nullIfNotFound } from './null-if-not-found.ts';
import { STATUS_TIMEOUT_MS } from './refresh-status.ts';

/** The current QR code. Throws QR_NOT_AVAILABLE with the status if the session shows no QR code. */
export async function getQr(
  { engine }: Pick<Context, 'engine'>,
  session: SessionRow,
): Promise<EngineQr> {
  const qr = await nullIfNotFound(engine.getQr(session.id, { timeoutMs: STATUS_TIMEOUT_MS }));
  if (qr) return qr;
  const sessionStatus = restingStatus(session.status);
  throw new ServiceError('QR_NOT_AVAILABLE', 'Start the session first.', { sessionStatus });
}
