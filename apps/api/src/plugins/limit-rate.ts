import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import type { HttpServer } from '@grabber/service-kit/http-server';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { FastifyRequest } from 'fastify';
import { NO_ACCESS } from '../use-cases/access/access.ts';

const WINDOW_MS = 60_000;
/** How many keys and addresses are counted at once. The least recently seen is dropped first. */
const MAX_COUNTED = 10_000;

export type RateLimits = {
  /** Requests of one key in a minute; 0: no limit. */
  readonly requestsPerMinute: number;
  /** Requests without a valid key from one address in a minute; 0: no limit. */
  readonly failuresPerMinute: number;
};

/** Counts a request that had no valid key. Throws RATE_LIMITED when its address sends too many. */
export type CountFailure = (request: FastifyRequest) => Promise<void>;

/**
 * Counts the requests of each key on the routes of all plugins that are registered after it, and answers
 * 429 above the limit. It counts after authentication, so that no caller can use up the limit of another
 * key. An address with too many failures still gets through with a valid key.
 */
export function limitRate(app: HttpServer, limits: RateLimits): CountFailure {
  app.register(rateLimit, {
    max: limits.requestsPerMinute,
    timeWindow: WINDOW_MS,
    cache: MAX_COUNTED,
    // Callers of an open route without a key are not one caller.
    allowList: ({ access }) => limits.requestsPerMinute === 0 || access === NO_ACCESS,
    keyGenerator: (request) => request.access.keyId,
    errorResponseBuilder: (_, { ttl }) => rateLimited(ttl),
  });
  let check: ReturnType<HttpServer['createRateLimit']> | undefined;
  return async (request) => {
    // createRateLimit exists only after the plugin has loaded.
    check ??= app.createRateLimit({
      max: limits.failuresPerMinute,
      allowList: () => limits.failuresPerMinute === 0,
      keyGenerator: ({ ip }) => normalizeIP(ip),
    });
    const failures = await check(request);
    if (!failures.isAllowed && failures.isExceeded) throw rateLimited(failures.ttl);
  };
}

function rateLimited(remainingMs: number): ServiceError {
  const retryAfterSeconds = Math.max(1, Math.ceil(remainingMs / 1_000));
  return new ServiceError('RATE_LIMITED', 'Too many requests within a minute.', {
    retryAfterSeconds,
  });
}
