import type { ErrorCode } from '@grabber/contracts/error-codes';
import { isServiceError } from '@grabber/service-kit/service-error';
import { toApiError } from '../messages/to-api-error.ts';

/** Errors that may pass by themselves before the next try. The others need a person to act first. */
const RETRYABLE: ReadonlySet<ErrorCode> = new Set([
  'SESSION_NOT_CONNECTED',
  'SESSION_ASLEEP',
  'SESSION_MOVING',
  'SESSION_WAITS_FOR_ENGINE',
  'PROFILE_IN_USE',
  'LEASE_LOST',
  'PROFILE_STORE_UNAVAILABLE',
  'GRAB_RUNNING',
  'GRAB_INTERRUPTED',
  'RATE_LIMITED',
  // A client that leaves must not end a durable grab that another request queued.
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
  'DATABASE_READ_ONLY',
  'DATABASE_FULL',
  'SHUTTING_DOWN',
  'READ_TIMEOUT',
  'ENGINE_TIMEOUT',
]);

/** Whether to retry a durable grab after this error. Unexpected errors are retried. */
export function isRetryable(thrown: unknown): boolean {
  const error = toApiError(thrown);
  if (!isServiceError(error)) return true;
  // Only a new scan of a QR code connects the session again.
  if (error.sessionStatus === 'logged_out') return false;
  return RETRYABLE.has(error.code);
}
