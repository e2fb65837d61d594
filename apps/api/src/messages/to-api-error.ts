import {
  isDatabaseUnavailable,
  isLockTimeout,
  withoutQueryParameters,
} from '@grabber/database/connection/database-errors';
import { ChangeCursorExpired, ChangeCursorInvalid } from '@grabber/database/contacts/change-number';
import { GrabEnded } from '@grabber/database/grabs/grab-row';
import { GrabLockTimeout } from '@grabber/database/sessions/lock-session';
import { AccountChanged } from '@grabber/database/sessions/session-account';
import { SessionNotFound } from '@grabber/database/sessions/session-row';
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
  if (thrown instanceof AccountChanged) {
    const message = 'The stored address book belongs to another account.';
    return new ServiceError(thrown.code, message, { cause });
  }
  if (thrown instanceof SessionNotFound) {
    return new ServiceError('SESSION_NOT_FOUND', 'There is no such session.', { cause });
  }
  if (thrown instanceof ChangeCursorInvalid || thrown instanceof ChangeCursorExpired) {
    const details = [{ path: 'query.since', message: thrown.message }];
    return new ServiceError(thrown.code, 'The cursor is not valid.', { cause, details });
  }
  if (isDatabaseUnavailable(thrown) || isLockTimeout(thrown)) {
    const message = isLockTimeout(thrown)
      ? 'The database is busy: another client keeps a lock that this request needs.'
      : 'The database cannot be reached: check DATABASE_URL.';
    const retryAfterSeconds = RETRY_AFTER_SECONDS;
    return new ServiceError('DATABASE_UNAVAILABLE', message, { cause, retryAfterSeconds });
  }
  return cause;
}
