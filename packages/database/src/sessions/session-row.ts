import type { sessions } from '../schema/sessions.ts';

/** One row of `sessions`. */
export type SessionRow = typeof sessions.$inferSelect;
export type SessionStatus = SessionRow['status'];
export type SessionError = NonNullable<SessionRow['last_error']>;

/** The session was deleted, or never existed. */
export class SessionNotFound extends Error {
  override readonly name = 'SessionNotFound';
  readonly code = 'SESSION_NOT_FOUND';

  constructor() {
    super('there is no such session');
  }
}
