import { ERROR_STATUS, type ErrorCode } from '@grabber/contracts/error-codes';
import type { SessionStatus } from '@grabber/contracts/session-status';

/** One text in each language of the answers. */
export type LocalText = { readonly en: string; readonly id: string };

/** What to correct. A plain text is English, and stays so in every answer. */
export type ErrorDetail = { readonly path: string; readonly message: string | LocalText };

/** A detail as an answer shows it. */
export function localDetail<D extends ErrorDetail>(
  { path, message }: D,
  language: keyof LocalText,
): { path: string; message: string } {
  return { path, message: typeof message === 'string' ? message : message[language] };
}

export type ServiceErrorOptions = {
  readonly cause?: unknown;
  /** The session's status, if it is the reason. */
  readonly sessionStatus?: SessionStatus | undefined;
  /** Why the session has that status: the code of its `last_error`. */
  readonly sessionReason?: string | undefined;
  /** Sent as Retry-After. */
  readonly retryAfterSeconds?: number | undefined;
  /** The ids of what was made before. Only with ALREADY_DONE. */
  readonly resources?: Readonly<Record<string, string>> | undefined;
  /** What to correct. Only with VALIDATION_FAILED. */
  readonly details?: readonly ErrorDetail[] | undefined;
};

/** An error that a caller may see. Compare by `code`, which also gives the HTTP status. */
export class ServiceError extends Error {
  readonly code: ErrorCode;
  readonly sessionStatus: SessionStatus | undefined;
  readonly sessionReason: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly details: readonly ErrorDetail[] | undefined;
  readonly resources: Readonly<Record<string, string>> | undefined;

  /** `message` is English, says what to do and holds no personal data. */
  constructor(code: ErrorCode, message: string, options: ServiceErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = 'ServiceError';
    this.code = code;
    this.sessionStatus = options.sessionStatus;
    this.sessionReason = options.sessionReason;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.details = options.details;
    this.resources = options.resources;
  }

  get status(): number {
    return ERROR_STATUS[this.code];
  }
}

export function isServiceError(error: unknown): error is ServiceError {
  return error instanceof ServiceError;
}

/** Fastify's own refusals, by error code, else by status. */
const BY_FASTIFY_CODE: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ['PAYLOAD_TOO_LARGE', 'The body is larger than this route accepts.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    'UNSUPPORTED_MEDIA_TYPE',
    'Send the body as JSON, with Content-Type: application/json.',
  ],
  FST_ERR_CTP_INVALID_JSON_BODY: ['VALIDATION_FAILED', 'The body is not valid JSON.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: [
    'VALIDATION_FAILED',
    'The body is empty: send JSON, or leave Content-Type out.',
  ],
  FST_ERR_MAX_PARAM_LENGTH: ['ROUTE_NOT_FOUND', 'A part of the URL is too long.'],
};

/**
 * Turns any thrown value into an error of the catalogue. An unexpected one becomes INTERNAL_ERROR.
 */
export function toServiceError(thrown: unknown): ServiceError {
  if (isServiceError(thrown)) return thrown;
  const { code, statusCode } = (thrown ?? {}) as { code?: string; statusCode?: number };
  const known = code === undefined ? undefined : BY_FASTIFY_CODE[code];
  if (known) return new ServiceError(known[0], known[1], { cause: thrown });
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new ServiceError('VALIDATION_FAILED', 'The request is not valid.', { cause: thrown });
  }
  return new ServiceError('INTERNAL_ERROR', 'Something went wrong on our side.', { cause: thrown });
}
