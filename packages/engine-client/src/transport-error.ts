import { errors } from 'undici';
import { EngineError } from './engine-error.ts';

const TIMEOUT_CODES = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

/**
 * What undici threw, as an EngineError: a connection that was refused, reset, not found or not made
 * in time is ENGINE_UNREACHABLE; bytes that are no HTTP are ENGINE_RESPONSE_INVALID.
 */
export function transportError(error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  const code = codeOf(error);
  const options = { cause: error };
  if (TIMEOUT_CODES.has(code)) {
    return new EngineError('ENGINE_TIMEOUT', 'The engine did not answer in time.', options);
  }
  if (error instanceof errors.HTTPParserError) {
    const message = 'What listens at the engine address does not speak HTTP: check ENGINE_URLS.';
    return new EngineError('ENGINE_RESPONSE_INVALID', message, options);
  }
  const reason = code ? ` (${code})` : '';
  const message = `The engine cannot be reached${reason}: is it running at the address in ENGINE_URLS?`;
  return new EngineError('ENGINE_UNREACHABLE', message, options);
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : '';
}
