import type { ErrorCode } from '@grabber/contracts/error-codes';
import type { ConnectionProblem } from '../connection.ts';

/** What the page's address says of a logout, for a moment: a reason, or none. */
export type LogoutMark = { readonly reason: string | null };

/** Null for an address without a logout. */
export function logoutMarkOf(search: string): LogoutMark | null {
  const parameters = new URLSearchParams(search);
  if (parameters.get('post_logout') !== '1') return null;
  return { reason: parameters.get('logout_reason') };
}

const REASONS: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  0: ['LOGGED_OUT_CLIENT_FAILURE', 'WhatsApp Web logged itself out because it failed.'],
  1: ['LOGGED_OUT_SYNC_FAILURE', 'WhatsApp Web logged itself out because its sync failed.'],
  2: [
    'LOGGED_OUT_HISTORY_TIMEOUT',
    'WhatsApp Web logged itself out because the phone did not send its history in time.',
  ],
  3: ['ACCOUNT_LOCKED', 'WhatsApp has locked the account.'],
};

export const ACCOUNT_BANNED: ConnectionProblem = {
  code: 'ACCOUNT_BANNED',
  message: 'WhatsApp has banned the account for some time.',
};

/** The page asks for a scan, though it was linked, and no logout was seen. */
export const LOGIN_LOST: ConnectionProblem = {
  code: 'LOGIN_LOST',
  message:
    "The browser's profile no longer holds the login of the linked device. The device may still be linked on the phone.",
};

/**
 * Why the device is no longer linked. The page gives no reason for a removal on the phone, a ban, or a logout of
 * its own user: what else is known decides.
 */
export function logoutProblem(
  mark: LogoutMark,
  known: { readonly isOwnLogout: boolean; readonly isBanned: boolean },
): ConnectionProblem {
  const [code, message] = REASONS[mark.reason ?? ''] ?? [];
  if (code !== undefined && message !== undefined) return { code, message };
  if (known.isOwnLogout) {
    return { code: 'SESSION_LOGGED_OUT', message: 'The device was unlinked by a logout.' };
  }
  if (known.isBanned) return ACCOUNT_BANNED;
  const unknown =
    'WhatsApp Web was logged out without a reason: the phone removed the device, or WhatsApp refuses the account.';
  return { code: 'LOGGED_OUT_UNKNOWN', message: unknown };
}
