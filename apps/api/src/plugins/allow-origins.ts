import type { HttpServer } from '@grabber/service-kit/http-server';

const METHODS = 'GET, HEAD, POST, PATCH, DELETE, OPTIONS';
const HEADERS =
  'Authorization, X-API-Key, Content-Type, Accept-Language, Idempotency-Key, If-None-Match, Prefer, X-Request-Id';
const EXPOSED =
  'Content-Disposition, ETag, Idempotency-Replayed, Location, Preference-Applied, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id';
const PREFLIGHT_SECONDS = 600;

/**
 * Lets web pages of these origins call the API and read its answers. They send a key by themselves, so cookies are
 * never allowed.
 */
export function allowOrigins(app: HttpServer, origins: readonly string[]): void {
  if (origins.length === 0) return;
  const allowed = new Set(origins);
  app.addHook('onRequest', async ({ method, headers }, reply) => {
    reply.header('vary', 'Origin');
    const { origin } = headers;
    if (origin === undefined || !allowed.has(origin)) return;
    reply.headers({
      'access-control-allow-origin': origin,
      'access-control-expose-headers': EXPOSED,
    });
    if (method !== 'OPTIONS') return;
    reply.headers({
      'access-control-allow-methods': METHODS,
      'access-control-allow-headers': HEADERS,
      'access-control-max-age': PREFLIGHT_SECONDS,
    });
  });
}
