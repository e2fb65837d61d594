import { type Static, Type } from 'typebox';
import type { ErrorCode } from './error-codes.ts';
import type { SessionError, SessionStatus } from './session-status.ts';

/** What a person must do, because the session does nothing more by itself. */
export const ActionRequired = Type.Object({
  /** The code of `last_error`, or ACCOUNT_CHANGED. */
  code: Type.String(),
  /** For the operator, in the language of the answer. It holds no personal data. */
  message: Type.String(),
});
export type ActionRequired = Static<typeof ActionRequired>;

const LINK_AGAIN = 'Start the session and link it again by a new QR or pairing code.';

/** What to do, in English. */
export const ACTIONS = {
  DEVICE_IN_USE:
    'Close the other browser or engine that uses this linked device, then start the session.',
  ACCOUNT_CHANGED:
    'The stored address book belongs to another account: delete it, or link this account in a new session.',
  ACCOUNT_BANNED: 'Open WhatsApp on the phone. Start the session only when the ban is over.',
  ACCOUNT_LOCKED: `Open WhatsApp on the phone and solve it there. ${LINK_AGAIN}`,
  SCREEN_LOCKED:
    'Remove the device on the phone, under Linked devices. Delete the session with force=true, and link a new one.',
  WHATSAPP_REFUSED: 'Open WhatsApp on the phone and solve it there, then start the session.',
  SESSION_LOGGED_OUT: LINK_AGAIN,
  LOGGED_OUT_UNKNOWN: `Open WhatsApp on the phone and see whether the account works. ${LINK_AGAIN}`,
  LOGGED_OUT_CLIENT_FAILURE: LINK_AGAIN,
  LOGGED_OUT_SYNC_FAILURE: LINK_AGAIN,
  LOGGED_OUT_HISTORY_TIMEOUT: `Open WhatsApp on the phone and keep it open. ${LINK_AGAIN}`,
  LOGIN_LOST: `Remove the device on the phone, under Linked devices. ${LINK_AGAIN}`,
  PROXY_AUTH_FAILED:
    'Correct the user name and the password of the proxy of this session, then start the session.',
  DIALOG_OPEN:
    'WhatsApp may unlink the device. If it does, link the session again; if it does so again, report it.',
  PAIRING_CODE_RENEWED: 'Ask for a new pairing code. The last one is no longer valid.',
} as const satisfies Partial<Record<ErrorCode, string>>;
/** The errors after which a person must act. */
export type ActionCode = keyof typeof ACTIONS;

export function isActionCode(code: string): code is ActionCode {
  return Object.hasOwn(ACTIONS, code);
}

/**
 * Null while the session helps itself. After an error that needs a person no session starts by itself, not even
 * with the next engine.
 */
export function actionRequired(
  status: SessionStatus,
  lastError: SessionError | null,
): ActionRequired | null {
  if (status === 'connecting' || lastError === null) return null;
  const { code } = lastError;
  return isActionCode(code) ? { code, message: ACTIONS[code] } : null;
}
