/** What went wrong, for code to compare; the message is for people and says what to do. */
export type EmbeddedPostgresErrorCode =
  | 'BINARIES_MISSING'
  | 'DISK_FULL'
  | 'NOT_WRITABLE'
  | 'START_FAILED'
  | 'START_TIMEOUT';

/** An error of the embedded Postgres; compare by `code`. It never holds the password. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
  readonly code: EmbeddedPostgresErrorCode;

  constructor(code: EmbeddedPostgresErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
