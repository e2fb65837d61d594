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

/** The requests without a valid key, by their addresses. */
export type Failures = {
  /** Counts a request. Throws RATE_LIMITED when its address sends too many. */
  count(request: FastifyRequest): Promise<void>;
  /** Throws RATE_LIMITED while its address is above the limit. */
  check(request: FastifyRequest): void;
};

/**
 * Counts the requests of each key on the routes of all plugins that are registered after it, and answers
 * 429 above the limit. It counts after authentication, so that no caller can use up the limit of another
 * key. An address with too many failures still gets through with a key that was valid lately; others are
 * not looked up, so that wrong keys cost the database nothing.
 */
export function limitRate(app: HttpServer, limits: RateLimits): Failures {
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
  const blocked = createBlockedAddresses();
  const count = async (request: FastifyRequest): Promise<void> => {
    // createRateLimit exists only after the plugin has loaded.
    check ??= app.createRateLimit({
      max: limits.failuresPerMinute,
      allowList: () => limits.failuresPerMinute === 0,
      keyGenerator: ({ ip }) => normalizeIP(ip),
    });
    const failures = await check(request);
    if (failures.isAllowed || !failures.isExceeded) return;
    blocked.add(normalizeIP(request.ip), failures.ttl);
    throw rateLimited(failures.ttl);
  };
  return {
    count,
    check({ ip }) {
      const remainingMs = blocked.remainingMs(normalizeIP(ip));
      if (remainingMs > 0) throw rateLimited(remainingMs);
    },
  };
}

/** The addresses above the limit, each until its window ends. */
function createBlockedAddresses() {
  const untilByAddress = new Map<string, number>();
  return {
    add(address: string, forMs: number): void {
      untilByAddress.delete(address);
      untilByAddress.set(address, performance.now() + forMs);
      const [oldest] = untilByAddress.keys();
      if (untilByAddress.size > MAX_COUNTED && oldest !== undefined) untilByAddress.delete(oldest);
    },
    remainingMs: (address: string) => (untilByAddress.get(address) ?? 0) - performance.now(),
  };
}

function rateLimited(remainingMs: number): ServiceError {
  const retryAfterSeconds = Math.max(1, Math.ceil(remainingMs / 1_000));
  return new ServiceError('RATE_LIMITED', 'Too many requests within a minute.', {
    retryAfterSeconds,
  });
}
