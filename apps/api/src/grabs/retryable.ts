import type { ErrorCode } from '@grabber/contracts/error-codes';
import { isServiceError } from '@grabber/service-kit/service-error';
import { toApiError } from '../messages/to-api-error.ts';

/** What may be gone when a durable grab is tried again. Of the rest somebody must do something first. */
const RETRYABLE: ReadonlySet<ErrorCode> = new Set([
  'SESSION_NOT_CONNECTED',
  'PROFILE_IN_USE',
  'GRAB_RUNNING',
  'RATE_LIMITED',
  // A caller who left does not end what others have asked for.
  'CLIENT_CLOSED_REQUEST',
  'INTERNAL_ERROR',
  'ENGINE_FAULT',
  'ENGINE_STREAM_TRUNCATED',
  'ENGINE_RESPONSE_INVALID',
  'BROWSER_FAILED',
  'BROWSER_CRASHED',
  'PAGE_UNRESPONSIVE',
  'READ_FAILED',
  'READ_ABORTED',
  'ENGINE_UNREACHABLE',
  'ENGINE_FULL',
  'DATABASE_UNAVAILABLE',
  'SHUTTING_DOWN',
  'READ_TIMEOUT',
  'ENGINE_TIMEOUT',
]);

/** Whether a durable grab that failed so is worth another try. What nobody foresaw is. */
export function isRetryable(thrown: unknown): boolean {
  const error = toApiError(thrown);
  if (!isServiceError(error)) return true;
  // Only a new scan of the QR connects it again.
  if (error.sessionStatus === 'logged_out') return false;
  return RETRYABLE.has(error.code);
}
