import {
  isDatabaseUnavailable,
  isLockTimeout,
  isStatementTimeout,
  withoutQueryParameters,
} from '@grabber/database/connection/database-errors';
import { ChangeCursorExpired, ChangeCursorInvalid } from '@grabber/database/contacts/change-number';
import { SearchTermInvalid } from '@grabber/database/contacts/search-terms';
import { GrabEnded } from '@grabber/database/grabs/grab-row';
import { GrabLockTimeout } from '@grabber/database/sessions/lock-session';
import { SessionNotFound } from '@grabber/database/sessions/session-row';
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
  if (thrown instanceof GrabEnded) {
    return new ServiceError('GRAB_CANCELLED', 'The grab was cancelled.', { cause });
  }
  if (thrown instanceof SessionNotFound) {
    return new ServiceError('SESSION_NOT_FOUND', 'There is no such session.', { cause });
  }
  if (thrown instanceof ChangeCursorInvalid || thrown instanceof ChangeCursorExpired) {
    const details = [{ path: 'query.since', message: thrown.message }];
    return new ServiceError(thrown.code, 'The cursor is not valid.', { cause, details });
  }
  if (thrown instanceof WorkspaceFull) {
    return new ServiceError('WORKSPACE_FULL', thrown.message, { cause });
  }
  if (thrown instanceof SearchTermInvalid) {
    const details = [{ path: 'query.search', message: thrown.message }];
    return new ServiceError('VALIDATION_FAILED', 'The search is not valid.', { cause, details });
  }
  const isBusy = isLockTimeout(thrown) || isStatementTimeout(thrown);
  if (isDatabaseUnavailable(thrown) || isBusy) {
    const message = isBusy
      ? 'The database is busy: a lock or a statement took too long.'
      : 'The database cannot be reached: check DATABASE_URL.';
    const retryAfterSeconds = RETRY_AFTER_SECONDS;
    return new ServiceError('DATABASE_UNAVAILABLE', message, { cause, retryAfterSeconds });
  }
  return cause;
}
