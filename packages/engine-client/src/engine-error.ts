import { ERROR_STATUS, type ErrorCode } from '@grabber/contracts/error-codes';
import type { SessionStatus } from '@grabber/contracts/session-status';

export type EngineErrorOptions = {
  readonly cause?: unknown;
  /** The session's status, if the engine gave it as the reason. */
  readonly sessionStatus?: SessionStatus | undefined;
  /** From the engine's Retry-After. */
  readonly retryAfterSeconds?: number | undefined;
  /** No byte of the request has left this machine, for certain. Default: false. */
  readonly isUnsent?: boolean;
};

/** The engine refused, failed or could not be reached. `code` says which, and fixes `status`. */
export class EngineError extends Error {
  readonly code: ErrorCode;
  readonly sessionStatus: SessionStatus | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly isUnsent: boolean;

  constructor(code: ErrorCode, message: string, options: EngineErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = 'EngineError';
    this.code = code;
    this.sessionStatus = options.sessionStatus;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.isUnsent = options.isUnsent ?? false;
  }

  get status(): number {
    return ERROR_STATUS[this.code];
  }
}

export function isEngineError(error: unknown): error is EngineError {
  return error instanceof EngineError;
}
