import { createHash } from 'node:crypto';
import type { HttpServer } from '@grabber/service-kit/http-server';

/**
 * Gives each JSON answer of a GET an ETag, and answers 304 to a client that has the same. For programs that keep a copy:
 * caches store nothing, because of Cache-Control. What is streamed has no ETag.
 */
export function tagAnswers(app: HttpServer): void {
  app.addHook('onSend', async ({ method, headers }, reply, payload) => {
    const isRead = method === 'GET' || method === 'HEAD';
    const isJson = String(reply.getHeader('content-type')).startsWith('application/json');
    if (!isRead || !isJson || reply.statusCode !== 200 || typeof payload !== 'string') {
      return payload;
    }
    const tag = `W/"${createHash('sha256').update(payload).digest('base64url')}"`;
    reply.header('etag', tag);
    if (!matches(headers['if-none-match'], tag)) return payload;
    reply.code(304).removeHeader('content-type').removeHeader('content-length');
    return null;
  });
}

/** The weak comparison of RFC 9110: proxies that compress make a tag weak. */
function matches(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  const given = header.split(',').map((each) => each.trim().replace(/^W\//, ''));
  return given.includes('*') || given.includes(tag.slice('W/'.length));
}
