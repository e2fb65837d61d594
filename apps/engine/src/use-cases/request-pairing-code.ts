import type { EnginePairingCode } from '@grabber/contracts/engine/pairing';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Session } from '../sessions/session.ts';
import { PAIRING_CODE_LIFETIME_MS } from '../whatsapp/pairing/request-pairing-code.ts';

/** Characters that people type around the digits. */
const DECORATION = /[\s().+-]/g;
const E164_DIGITS = /^[1-9][0-9]{6,14}$/;

/**
 * Asks WhatsApp for a code that links `phoneNumber` without a scan. Rejects with ServiceError
 * PHONE_NUMBER_INVALID, QR_NOT_AVAILABLE, PAIRING_RATE_LIMITED or PAIRING_FAILED.
 */
export async function requestPairingCode(
  session: Session,
  phoneNumber: string,
): Promise<EnginePairingCode> {
  const digits = phoneNumber.replaceAll(DECORATION, '');
  if (!E164_DIGITS.test(digits)) {
    const message = 'The phone number needs its country code, for example 6281234567890.';
    throw new ServiceError('PHONE_NUMBER_INVALID', message);
  }
  const { state, connection } = session;
  if (state.status !== 'qr' || !connection) {
    throw new ServiceError('QR_NOT_AVAILABLE', `The session is ${state.status}, not pairing.`, {
      sessionStatus: state.status,
    });
  }
  const code = await connection.requestPairingCode(digits);
  const expiresAt = new Date(Date.now() + PAIRING_CODE_LIFETIME_MS);
  return { code, expires_at: expiresAt.toISOString() };
}
