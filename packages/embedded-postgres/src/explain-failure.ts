import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

const ELSEWHERE =
  'choose another place with DATA_DIR, or set DATABASE_URL to a Postgres that already runs';

/** Turns a failed file operation or a failed Postgres program into an error that says what to do. */
export function explainFailure(doing: string, path: string, cause: unknown): EmbeddedPostgresError {
  if (cause instanceof EmbeddedPostgresError) return cause;
  const text = cause instanceof Error ? cause.message : String(cause);
  if (/ENOSPC|EDQUOT|No space left on device|Disk quota exceeded/.test(text)) {
    return new EmbeddedPostgresError(
      'DISK_FULL',
      `${doing} failed: the disk that holds ${path} is full. Free some space (200 MB at least), ${ELSEWHERE}.`,
      { cause },
    );
  }
  if (
    /EACCES|EPERM|EROFS|ENOTDIR|EEXIST|Permission denied|Read-only file system|Operation not permitted/.test(
      text,
    )
  ) {
    return new EmbeddedPostgresError(
      'NOT_WRITABLE',
      `${doing} failed: ${path} cannot be used as a writable directory. Make it writable for this user, ${ELSEWHERE}.`,
      { cause },
    );
  }
  return new EmbeddedPostgresError('START_FAILED', `${doing} failed: ${text}`, { cause });
}
