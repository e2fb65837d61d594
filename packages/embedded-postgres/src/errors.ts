import { LockHeldError } from '@grabber/primitives/file-lock';

/** What went wrong, for programs. The message is for people and says what to do. */
export type EmbeddedPostgresErrorCode =
  | 'BINARIES_MISSING'
  | 'DATA_ELSEWHERE'
  | 'DISK_FULL'
  | 'IN_USE'
  | 'NOT_WRITABLE'
  | 'OTHER_VERSION'
  | 'START_FAILED'
  | 'START_TIMEOUT';

/** An error of the embedded Postgres. Compare by `code`. It never holds the password. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
  readonly code: EmbeddedPostgresErrorCode;

  constructor(code: EmbeddedPostgresErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

const DISK_FULL = /ENOSPC|EDQUOT|No space left on device|Disk quota exceeded/;
const NOT_WRITABLE =
  /EACCES|EPERM|EROFS|ENOTDIR|EEXIST|Permission denied|Read-only file system|Operation not permitted/;
const ELSEWHERE =
  'choose another place with DATA_DIR, or set DATABASE_URL to a Postgres that already runs';

/** Turns the error of a failed start into one that says what to do. */
export function explainFailure(path: string, cause: unknown): EmbeddedPostgresError {
  if (cause instanceof EmbeddedPostgresError) return cause;
  if (cause instanceof LockHeldError) {
    const { name, pid } = cause.owner;
    const message = `${path} is in use by \`${name}\` (process ${pid}). Stop it first, or set DATA_DIR to another folder.`;
    return new EmbeddedPostgresError('IN_USE', message, { cause });
  }
  const text = cause instanceof Error ? cause.message : String(cause);
  const explained = (code: EmbeddedPostgresErrorCode, why: string) =>
    new EmbeddedPostgresError(code, `The embedded Postgres did not start: ${why}`, { cause });
  if (DISK_FULL.test(text)) {
    const todo = `Free some space (200 MB at least), ${ELSEWHERE}.`;
    return explained('DISK_FULL', `the disk that holds ${path} is full. ${todo}`);
  }
  if (NOT_WRITABLE.test(text)) {
    const todo = `Make it writable for this user, ${ELSEWHERE}.`;
    return explained('NOT_WRITABLE', `${path} is not a writable directory. ${todo}`);
  }
  return explained('START_FAILED', text);
}
