import { ERROR_STATUS, type ErrorCode } from '@grabber/contracts/error-codes';
import type { SessionStatus } from '@grabber/contracts/session-status';

export type ErrorDetail = { readonly path: string; readonly message: string };

export type ServiceErrorOptions = {
  readonly cause?: unknown;
  /** The session's status, where that is the reason. */
  readonly sessionStatus?: SessionStatus | undefined;
  /** Sent as Retry-After. */
  readonly retryAfterSeconds?: number | undefined;
  /** What to correct, on VALIDATION_FAILED. */
  readonly details?: readonly ErrorDetail[] | undefined;
};

/** An error that a caller may see: compared by `code`, with the HTTP status that belongs to it. */
export class ServiceError extends Error {
  readonly code: ErrorCode;
  readonly sessionStatus: SessionStatus | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly details: readonly ErrorDetail[] | undefined;

  /** `message` is English, says what to do and holds no personal data. */
  constructor(code: ErrorCode, message: string, options: ServiceErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = 'ServiceError';
    this.code = code;
    this.sessionStatus = options.sessionStatus;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.details = options.details;
  }

  get status(): number {
    return ERROR_STATUS[this.code];
  }
}

export function isServiceError(error: unknown): error is ServiceError {
  return error instanceof ServiceError;
}
