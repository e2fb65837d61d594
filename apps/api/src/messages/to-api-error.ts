import type { ErrorCode } from '@grabber/contracts/error-codes';
import {
  isDatabaseFull,
  isDatabaseReadOnly,
  isDatabaseUnavailable,
  isLockTimeout,
  isStatementTimeout,
  withoutQueryParameters,
} from '@grabber/database/connection/database-errors';
import { ChangeCursorExpired, ChangeCursorInvalid } from '@grabber/database/contacts/change-number';
import { CountChanged } from '@grabber/database/contacts/delete-matching';
import { GrabEnded } from '@grabber/database/grabs/grab-row';
import { PlacementLost } from '@grabber/database/placements/placement-row';
import { SearchTermInvalid } from '@grabber/database/search/search-terms';
import { GrabLeaseLost } from '@grabber/database/sessions/grab-lease';
import { GrabLockTimeout } from '@grabber/database/sessions/lock-session';
import { AccountChanged } from '@grabber/database/sessions/session-account';
import { ExternalIdTaken, SessionNotFound } from '@grabber/database/sessions/session-row';
import { StagedRowsMissing } from '@grabber/database/store/check-staged';
import { WorkspaceFull } from '@grabber/database/workspaces/within-limit';
import { isEngineError } from '@grabber/engine-client/engine-error';
import { ServiceError } from '@grabber/service-kit/service-error';

const RETRY_AFTER_SECONDS = 5;

/** Turns errors of the engine client and the database into errors that a caller may see. */
export function toApiError(thrown: unknown): unknown {
  const cause = withoutQueryParameters(thrown);
  if (isEngineError(thrown)) {
    const { message, sessionStatus, retryAfterSeconds } = thrown;
    // The session exists in the database. The engine does not know it, so it only has no browser.
    if (thrown.code === 'SESSION_NOT_FOUND') {
      const sessionStatus = 'disconnected';
      return new ServiceError('SESSION_NOT_CONNECTED', message, { cause, sessionStatus });
    }
    return new ServiceError(thrown.code, message, { cause, sessionStatus, retryAfterSeconds });
  }
  if (thrown instanceof GrabLockTimeout) {
    const message = 'Another grab of this session is still running.';
    const retryAfterSeconds = RETRY_AFTER_SECONDS;
    return new ServiceError('GRAB_RUNNING', message, { cause, retryAfterSeconds });
  }
  if (thrown instanceof GrabLeaseLost || thrown instanceof StagedRowsMissing) {
    const message = 'The grab was interrupted, and nothing of it was stored.';
    const retryAfterSeconds = RETRY_AFTER_SECONDS;
    return new ServiceError('GRAB_INTERRUPTED', message, { cause, retryAfterSeconds });
  }
  if (thrown instanceof PlacementLost) {
    const message = 'The session has another lease now, and nothing of the grab was stored.';
    const retryAfterSeconds = RETRY_AFTER_SECONDS;
    return new ServiceError('SESSION_MOVING', message, { cause, retryAfterSeconds });
  }
  if (thrown instanceof GrabEnded) {
    return new ServiceError('GRAB_CANCELLED', 'The grab was cancelled.', { cause });
  }
  if (thrown instanceof AccountChanged) {
    const message = 'The stored address book belongs to another account.';
    return new ServiceError(thrown.code, message, { cause });
  }
  if (thrown instanceof ExternalIdTaken) {
    return new ServiceError(thrown.code, 'The external_id is taken.', { cause });
  }
  if (thrown instanceof SessionNotFound) {
    return new ServiceError('SESSION_NOT_FOUND', 'There is no such session.', { cause });
  }
  if (thrown instanceof ChangeCursorInvalid || thrown instanceof ChangeCursorExpired) {
    const isOld = thrown instanceof ChangeCursorExpired;
    const id = isOld
      ? 'cursor lebih lama dari daftar kontak terhapus yang disimpan'
      : 'cursor ini bukan milik session ini';
    const details = [{ path: 'query.since', message: { en: thrown.message, id } }];
    return new ServiceError(thrown.code, 'The cursor is not valid.', { cause, details });
  }
  if (thrown instanceof CountChanged) {
    const { matched_count } = thrown;
    const message = { en: `must be ${matched_count} now`, id: `sekarang harus ${matched_count}` };
    const details = [{ path: 'body.expected', message }];
    return new ServiceError(thrown.code, 'Other rows match.', { cause, details });
  }
  if (thrown instanceof WorkspaceFull) {
    return new ServiceError('WORKSPACE_FULL', thrown.message, { cause });
  }
  if (thrown instanceof SearchTermInvalid) {
    const id = 'setiap kata harus memuat huruf, angka, atau simbol';
    const details = [{ path: 'query.search', message: { en: thrown.message, id } }];
    return new ServiceError('VALIDATION_FAILED', 'The search is not valid.', { cause, details });
  }
  const failure = databaseFailure(thrown);
  if (!failure) return cause;
  const [code, message] = failure;
  return new ServiceError(code, message, { cause, retryAfterSeconds: RETRY_AFTER_SECONDS });
}

/** What is wrong with the database itself, if that is why a statement failed. */
function databaseFailure(thrown: unknown): readonly [ErrorCode, string] | undefined {
  if (isDatabaseReadOnly(thrown)) {
    return [
      'DATABASE_READ_ONLY',
      'The database takes no writes: it is a standby or set to read only.',
    ];
  }
  if (isDatabaseFull(thrown)) {
    return ['DATABASE_FULL', 'The disk of the database is full: free some space.'];
  }
  if (isLockTimeout(thrown)) {
    const message = 'The database is busy: another client keeps a lock that this request needs.';
    return ['DATABASE_UNAVAILABLE', message];
  }
  if (isStatementTimeout(thrown)) {
    const message = 'The database is busy: a statement took longer than it may.';
    return ['DATABASE_UNAVAILABLE', message];
  }
  if (isDatabaseUnavailable(thrown)) {
    return ['DATABASE_UNAVAILABLE', 'The database cannot be reached: check DATABASE_URL.'];
  }
  return undefined;
}
