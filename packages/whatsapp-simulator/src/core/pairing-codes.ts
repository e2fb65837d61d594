import { randomInt } from 'node:crypto';
import { ControlError } from '../control-error.ts';
import type { PageOptions } from '../page-options.ts';

type Pending = { pageId: string; phoneNumber: string; expiresAt: number };

/** Crockford's alphabet without the zero, like WhatsApp's codes. */
const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTVWXYZ';
const CODE_LENGTH = 8;
const PHONE_NUMBER = /^[1-9]\d{6,14}$/;

/** Pairing codes that pages requested and that can be entered on a phone. */
export function createPairingCodes() {
  const pending = new Map<string, Pending>();
  const requests = new Map<string, number[]>();

  function limit(phoneNumber: string, options: PageOptions): void {
    const since = Date.now() - options.pairing_code_window_ms;
    const recent = (requests.get(phoneNumber) ?? []).filter((time) => time > since);
    if (recent.length >= options.pairing_code_limit) {
      throw new ControlError(429, 'RATE_OVERLIMIT', 'Too many pairing codes for this number');
    }
    requests.set(phoneNumber, [...recent, Date.now()]);
  }

  return {
    /** Throws ControlError 400 for an invalid number, 429 above the limit. */
    create(pageId: string, phoneNumber: string, options: PageOptions): string {
      if (!PHONE_NUMBER.test(phoneNumber)) {
        throw new ControlError(400, 'BAD_REQUEST', 'Not an international phone number');
      }
      limit(phoneNumber, options);
      for (const [code, { pageId: owner }] of pending) if (owner === pageId) pending.delete(code);
      const code = Array.from(
        { length: CODE_LENGTH },
        () => ALPHABET[randomInt(ALPHABET.length)],
      ).join('');
      pending.set(code, {
        pageId,
        phoneNumber,
        expiresAt: Date.now() + options.pairing_code_lifetime_ms,
      });
      return code;
    },
    /**
     * Uses up a code. Throws ControlError 410 when it is unknown, used or expired, 409 on the phone
     * of another number.
     */
    take(entered: string, phoneNumber: string): string {
      const code = entered.replaceAll('-', '').toUpperCase();
      const found = pending.get(code);
      if (!found || found.expiresAt < Date.now()) {
        throw new ControlError(
          410,
          'PAIRING_CODE_EXPIRED',
          'The pairing code is unknown or expired',
        );
      }
      if (found.phoneNumber !== phoneNumber) {
        throw new ControlError(409, 'OTHER_NUMBER', 'The pairing code was made for another number');
      }
      pending.delete(code);
      return found.pageId;
    },
  };
}
