/** The session was deleted, or never existed. */
export class SessionNotFound extends Error {
  override readonly name = 'SessionNotFound';
  readonly code = 'SESSION_NOT_FOUND';

  constructor() {
    super('there is no such session');
  }
}
