import type { ErrorCode } from '@grabber/contracts/error-codes';
import { isServiceError, ServiceError } from './service-error.ts';

/** Fastify's own refusals, by its error code or, failing that, by status. */
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
  FST_ERR_BAD_URL: ['ROUTE_NOT_FOUND', 'The URL is not valid.'],
  FST_ERR_MAX_PARAM_LENGTH: ['ROUTE_NOT_FOUND', 'A part of the URL is too long.'],
};

/** Turns anything thrown into an error of the catalogue; what nobody foresaw is INTERNAL_ERROR. */
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
