import type { sessions } from '../schema/sessions.ts';

/** One row of `sessions`. */
export type SessionRow = typeof sessions.$inferSelect;
export type ProxyColumns = Pick<SessionRow, 'proxy_host' | 'proxy_port' | 'proxy_credentials'>;
export type SessionStatus = SessionRow['status'];
export type SessionError = NonNullable<SessionRow['last_error']>;

/** The code in `last_error` after a logout that WhatsApp did not confirm: the device may still be linked. */
export const LOGOUT_NOT_CONFIRMED = 'LOGOUT_NOT_CONFIRMED';

/** The code of a `logged_out` session whose profile lost its login: the device may still be linked. */
export const LOGIN_LOST = 'LOGIN_LOST';

/** Another session of the workspace has this `external_id`. */
export class ExternalIdTaken extends Error {
  override readonly name = 'ExternalIdTaken';
  readonly code = 'SESSION_EXISTS';

  constructor(options?: ErrorOptions) {
    super('another session of the workspace has this external_id', options);
  }
}

/** The session was deleted, or never existed. */
export class SessionNotFound extends Error {
  override readonly name = 'SessionNotFound';
  readonly code = 'SESSION_NOT_FOUND';

  constructor() {
    super('there is no such session');
  }
}
