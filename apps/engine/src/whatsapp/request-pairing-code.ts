import { describeError } from '@grabber/service-kit/describe-error';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Page } from 'puppeteer';
import { settlesWithin } from '../settles-within.ts';
import type { LibraryClient } from './library-client.ts';

const REQUEST_TIMEOUT_MS = 30_000;
const RATE_LIMITED = /rate-?overlimit|\b429\b/i;
const RETRY_AFTER_SECONDS = 300;
// The library renews the code every three minutes, unseen by whoever holds the old one.
const STOP_RENEWAL_SCRIPT = 'clearInterval(window.codeInterval)';

/**
 * Asks WhatsApp for a pairing code. Not through the library's option: there a refusal is a rejection
 * that nobody catches, which ends the process.
 */
export async function requestPairingCode(
  client: LibraryClient,
  page: Page,
  phoneNumber: string,
): Promise<string> {
  const request = client.requestPairingCode(phoneNumber);
  try {
    if (!(await settlesWithin(request, REQUEST_TIMEOUT_MS))) {
      throw new Error('WhatsApp did not answer in time');
    }
    return await request;
  } catch (error) {
    if (RATE_LIMITED.test(describeError(error))) {
      const message = 'WhatsApp refuses further pairing codes for a while: scan the QR, or wait.';
      throw new ServiceError('PAIRING_RATE_LIMITED', message, {
        cause: error,
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      });
    }
    const message = 'WhatsApp gave no pairing code: check the number, or scan the QR.';
    throw new ServiceError('PAIRING_FAILED', message, { cause: error });
  } finally {
    await page.evaluate(STOP_RENEWAL_SCRIPT).catch(() => undefined);
  }
}
