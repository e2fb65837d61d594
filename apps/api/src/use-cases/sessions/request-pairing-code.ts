import type { EnginePairingCode } from '@grabber/contracts/engine/pairing';
import type { ErrorCode } from '@grabber/contracts/error-codes';
import type { SessionStatus } from '@grabber/contracts/session-status';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import { isEngineError } from '@grabber/engine-client/engine-error';
import { internationalDigits, readTypedNumber } from '@grabber/phone-numbers/typed-number';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import { restingStatus } from '../../sessions/record-engine-session.ts';
import { homeCountry } from '../contacts/chosen-rows.ts';
import { nullIfNotFound } from './null-if-not-found.ts';

/** WhatsApp has 30 seconds to create the code. The rest is for the requests in between. */
const PAIRING_CODE_TIMEOUT_MS = 45_000;

/** The engine refused before it asked WhatsApp. */
const NOT_ASKED: ReadonlySet<ErrorCode> = new Set(['PHONE_NUMBER_INVALID', 'QR_NOT_AVAILABLE']);

/**
 * A code that links the phone with that number without a scan. Throws PAIRING_NOT_AVAILABLE with the
 * status if the session is not waiting to be linked, and PHONE_NUMBER_INVALID for a number without its country's
 * code while the session's country is not known. Passes on the engine's PAIRING_RATE_LIMITED and
 * PAIRING_FAILED. Throws WHATSAPP_BUDGET_SPENT after too many codes.
 */
export async function requestPairingCode(
  { engine, budget }: Pick<Context, 'engine' | 'budget'>,
  session: SessionRow,
  phoneNumber: string,
): Promise<EnginePairingCode> {
  const timeoutMs = PAIRING_CODE_TIMEOUT_MS;
  const digits = digitsToPair(session, phoneNumber);
  const charge = await budget.charge(session.id, 'pairing_code');
  try {
    const code = await nullIfNotFound(engine.requestPairingCode(session.id, digits, { timeoutMs }));
    if (code) return code;
  } catch (error) {
    if (isEngineError(error) && NOT_ASKED.has(error.code)) await charge.refund();
    // The engine uses QR_NOT_AVAILABLE for every session that is not waiting to be linked.
    if (!isEngineError(error) || error.code !== 'QR_NOT_AVAILABLE') throw error;
    throw notAvailable(error.sessionStatus ?? session.status, error);
  }
  await charge.refund();
  throw notAvailable(restingStatus(session.status));
}

const COUNTRY_CODE = {
  en: 'must begin with the country code: 62812… in place of 0812…',
  id: 'harus diawali kode negara: 62812…, bukan 0812…',
};

/** A session that was linked before has a country, so that its number may lack the code. */
function digitsToPair(session: SessionRow, phoneNumber: string): string {
  const typed = readTypedNumber(phoneNumber);
  const digits = typed && internationalDigits(typed, homeCountry(session));
  if (digits !== null) return digits;
  const message = 'The phone number needs its country code, for example 6281234567890.';
  const details = [{ path: 'body.phone_number', message: COUNTRY_CODE }];
  throw new ServiceError('PHONE_NUMBER_INVALID', message, { details });
}

function notAvailable(sessionStatus: SessionStatus, cause?: unknown): ServiceError {
  const message = 'Start the session and wait for the status qr.';
  return new ServiceError('PAIRING_NOT_AVAILABLE', message, { cause, sessionStatus });
}
