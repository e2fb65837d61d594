import type { MessageId } from './messages/id.ts';

const LINK_AGAIN = 'error.step.link_again';

const STEPS: Readonly<Record<string, MessageId>> = {
  UNAUTHORIZED: 'error.step.unauthorized',
  FORBIDDEN: 'error.step.forbidden',
  SESSION_NOT_FOUND: 'error.step.session_not_found',
  SESSION_NOT_CONNECTED: 'error.step.session_not_connected',
  SESSION_LOGGED_OUT: LINK_AGAIN,
  LOGIN_LOST: LINK_AGAIN,
  SESSION_BUSY: 'error.step.session_busy',
  GRAB_RUNNING: 'error.step.grab_running',
  ENGINE_UNREACHABLE: 'error.step.engine_unreachable',
  ENGINE_FULL: 'error.step.engine_full',
  WHATSAPP_BUDGET_SPENT: 'error.step.budget_spent',
  REFRESH_TOO_SOON: 'error.step.budget_spent',
  ACCOUNT_CHANGED: 'error.step.account_changed',
  SESSION_MOVING: 'error.step.session_moving',
  SESSION_WAITS_FOR_ENGINE: 'error.step.session_waits',
  LOGOUT_NOT_CONFIRMED: 'error.step.logout_not_confirmed',
  RATE_LIMITED: 'error.step.rate_limited',
  DATABASE_UNAVAILABLE: 'error.step.database_unavailable',
  DATABASE_READ_ONLY: 'error.step.database_unavailable',
  DATABASE_FULL: 'error.step.database_full',
  COUNT_CHANGED: 'error.step.count_changed',
  NO_NETWORK: 'error.step.no_network',
};

/** What to do about errors whose message does not say it. Null: the message says it. */
export function nextStepOf(code: string): MessageId | null {
  return STEPS[code] ?? null;
}
