/** Another grab (or deletion) of the same session held the lock for the whole wait. */
export class GrabLockTimeout extends Error {
  override readonly name = 'GrabLockTimeout';
  readonly code = 'GRAB_LOCK_TIMEOUT';

  constructor(timeoutMs: number, options?: ErrorOptions) {
    super(`another grab of this session is still running after ${timeoutMs} ms`, options);
  }
}
