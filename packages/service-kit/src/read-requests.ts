import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { ServiceError } from './service-error.ts';

/** Long enough for every usual form. A JID or a number alone does not match, because it goes into the log. */
const GIVEN_ID = /^(?=.*[A-Za-z])[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** The caller's X-Request-Id, if it is safe in a log, else a new one. */
export function requestId({ headers }: IncomingMessage): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && GIVEN_ID.test(given) ? given : randomUUID();
}

/**
 * Takes bodies as JSON only, and text as UTF-8 only: what cannot be decoded is refused, because it would be
 * stored as something else.
 */
export function readStrictly(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    let text: string;
    try {
      text = utf8.decode(body as Buffer);
    } catch (cause) {
      return done(invalid('body', NOT_UTF8, cause));
    }
    return parse(request, text, done);
  });
  app.addHook('onRequest', async ({ raw }) => {
    // Without a body its media type says nothing. PHP and curl send one even so.
    if (raw.headers['content-length'] === '0') delete raw.headers['content-type'];
    requireEncoded(raw.url ?? '');
  });
}

const NOT_UTF8 = { en: 'must be text in UTF-8', id: 'harus berupa teks UTF-8' };
const NOT_ENCODED = {
  en: 'is not encoded as a URL needs it: write % as %25, and text as UTF-8',
  id: 'tidak dikodekan dengan benar untuk URL: tulis % sebagai %25, dan teks sebagai UTF-8',
};

/** The router decodes the path. A query with a broken escape would reach the handlers as it is. */
function requireEncoded(url: string): void {
  const start = url.indexOf('?');
  if (start === -1 || !url.includes('%', start)) return;
  try {
    decodeURIComponent(url.slice(start));
  } catch (cause) {
    throw invalid('query', NOT_ENCODED, cause);
  }
}

/** The error for a path that cannot be decoded. */
export function badPath(cause: unknown): ServiceError {
  return invalid('path', NOT_ENCODED, cause);
}

function invalid(path: string, message: typeof NOT_UTF8, cause: unknown): ServiceError {
  const details = [{ path, message }];
  return new ServiceError('VALIDATION_FAILED', 'The request is not valid: see details.', {
    cause,
    details,
  });
}
