import { settlesWithin } from '@grabber/primitives/deadline';
import { describeError } from '@grabber/service-kit/scrub';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Page } from 'puppeteer';
import type { LibraryClient } from '../library/library-client.ts';
import type { PairingQr } from './pairing-qr.ts';

/** WhatsApp replaces a code after three minutes; ours ends a little before. */
export const PAIRING_CODE_LIFETIME_MS = 160_000;
const REQUEST_TIMEOUT_MS = 30_000;
const RATE_LIMITED = /rate-?overlimit|\b429\b/i;
const RETRY_AFTER_SECONDS = 300;
// The library renews the code every three minutes, and the user would type the old one.
const STOP_RENEWAL_SCRIPT = 'clearInterval(window.codeInterval)';

/**
 * Asks WhatsApp for a pairing code. The library's option for it is not used: it does not catch the rejection
 * of a refusal, which ends the process. Rejects with ServiceError PAIRING_RATE_LIMITED or PAIRING_FAILED.
 */
export async function requestPairingCode(
  client: LibraryClient,
  page: Page,
  { digits, qr }: { digits: string; qr: Pick<PairingQr, 'hold'> },
): Promise<string> {
  // An unscanned QR must not end the session while the user types the code.
  qr.hold(REQUEST_TIMEOUT_MS);
  const request = client.requestPairingCode(digits);
  try {
    if (!(await settlesWithin(request, REQUEST_TIMEOUT_MS))) {
      throw new Error('WhatsApp did not answer in time');
    }
    const code = await request;
    qr.hold(PAIRING_CODE_LIFETIME_MS);
    return code;
  } catch (error) {
    if (RATE_LIMITED.test(describeError(error))) {
      const message = 'WhatsApp refuses more pairing codes for a while: wait, or scan the QR.';
      throw new ServiceError('PAIRING_RATE_LIMITED', message, {
        cause: error,
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      });
    }
    const message = 'WhatsApp did not give a pairing code: check the phone number, or scan the QR.';
    throw new ServiceError('PAIRING_FAILED', message, { cause: error });
  } finally {
    await page.evaluate(STOP_RENEWAL_SCRIPT).catch(() => undefined);
  }
}
