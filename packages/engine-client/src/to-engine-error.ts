import { EngineErrorBody } from '@grabber/contracts/engine/error-body';
import type { FailureLine } from '@grabber/contracts/engine/reading';
import { type ErrorCode, isErrorCode } from '@grabber/contracts/error-codes';
import { Compile } from 'typebox/compile';
import { errors } from 'undici';
import { EngineError, type EngineErrorOptions } from './engine-error.ts';

const TLS_CODES = /CERT|SSL|TLS|ALTNAME|UNABLE_TO_/;
const TIMEOUT_CODES = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

/**
 * An error of undici as an EngineError. A connection that was refused, reset, not found or too slow
 * is ENGINE_UNREACHABLE. Bytes that are not HTTP are ENGINE_RESPONSE_INVALID.
 */
export function transportError(error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  const code = codeOf(error);
  const options = { cause: error, isUnsent: hasNotConnected(error) };
  if (TIMEOUT_CODES.has(code)) {
    return new EngineError('ENGINE_TIMEOUT', 'The engine did not answer in time.', options);
  }
  if (error instanceof errors.HTTPParserError) {
    const message = 'What listens at the engine address does not speak HTTP: check ENGINE_URLS.';
    return new EngineError('ENGINE_RESPONSE_INVALID', message, options);
  }
  if (TLS_CODES.test(code)) {
    const message = `The engine's certificate is not trusted (${code}): check ENGINE_URLS and ENGINE_CA_FILE.`;
    return new EngineError('ENGINE_UNREACHABLE', message, options);
  }
  const reason = code ? ` (${code})` : '';
  const message = `The engine cannot be reached${reason}: is it running at the address in ENGINE_URLS?`;
  return new EngineError('ENGINE_UNREACHABLE', message, options);
}

/** What failed is the connection itself: there was none yet that the request could have been written to. */
function hasNotConnected(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.every(hasNotConnected);
  if (error instanceof errors.ConnectTimeoutError) return true;
  const syscall = (error as { syscall?: unknown } | undefined)?.syscall;
  return syscall === 'connect' || syscall === 'getaddrinfo';
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : '';
}

const errorBody = Compile(EngineErrorBody);

/** Codes of failures between us and the engine. They must not blame our caller. */
const TRANSLATED: Partial<Record<ErrorCode, ErrorCode>> = {
  UNAUTHORIZED: 'ENGINE_REJECTED_SECRET',
  FORBIDDEN: 'ENGINE_REJECTED_SECRET',
  ROUTE_NOT_FOUND: 'ENGINE_RESPONSE_INVALID',
  VALIDATION_FAILED: 'ENGINE_FAULT',
  PAYLOAD_TOO_LARGE: 'ENGINE_FAULT',
  UNSUPPORTED_MEDIA_TYPE: 'ENGINE_FAULT',
  INTERNAL_ERROR: 'ENGINE_FAULT',
};

/** The error of an engine's answer of 400 or above. It keeps the engine's code if it can. */
export function answerError(
  status: number,
  body: unknown,
  retryAfter: string | undefined,
): EngineError {
  const retryAfterSeconds = retryAfter && /^\d+$/.test(retryAfter) ? Number(retryAfter) : undefined;
  if (!errorBody.Check(body)) {
    if (status === 401) return rejectedSecret();
    const message = `The engine answered ${status} without an error body: check ENGINE_URLS.`;
    return new EngineError('ENGINE_RESPONSE_INVALID', message);
  }
  return toEngineError(body, { sessionStatus: body.session_status, retryAfterSeconds });
}

/** The error that the last line of a failed read stands for; its code survives where it can. */
export function failureError(line: FailureLine): EngineError {
  return toEngineError(line, {});
}

function toEngineError(
  said: { readonly code: string; readonly message: string },
  options: EngineErrorOptions,
): EngineError {
  const known: ErrorCode = isErrorCode(said.code) ? said.code : 'ENGINE_FAULT';
  const code = TRANSLATED[known] ?? known;
  if (code === 'ENGINE_REJECTED_SECRET') return rejectedSecret();
  const message =
    code === said.code ? said.message : `The engine said ${said.code}: ${said.message}`;
  return new EngineError(code, message, options);
}

function rejectedSecret(): EngineError {
  const message =
    'The engine refused the secret: ENGINE_SECRET must be the same for both services.';
  return new EngineError('ENGINE_REJECTED_SECRET', message);
}
