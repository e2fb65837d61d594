import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import type { HttpServer } from '@grabber/service-kit/http-server';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { FastifyRequest } from 'fastify';
import { NO_ACCESS } from '../use-cases/access/access.ts';

const WINDOW_MS = 60_000;
/** Of one key. Each stores a session, and a person signs in once a day. */
const SIGN_INS_PER_MINUTE = 60;
/** How many keys and addresses are counted at once. The least recently seen is dropped first. */
const MAX_COUNTED = 10_000;

const KEY_HEADERS = ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'] as const;

declare module 'fastify' {
  interface FastifyRequest {
    /** Null: no limit, or not counted. */
    workspaceRate: {
      readonly max: number;
      readonly remaining: number;
      readonly ttl: number;
    } | null;
  }
}

export type RateLimits = {
  /** Requests of one key in a minute; 0: no limit. */
  readonly requestsPerMinute: number;
  /** Requests of all keys of one workspace in a minute; 0: no limit. */
  readonly workspaceRequestsPerMinute: number;
  /** Requests without a valid key from one address in a minute; 0: no limit. */
  readonly failuresPerMinute: number;
};

/** The requests without a valid key, by their addresses; and those whose key is in their body. */
export type Failures = {
  /** Counts a request with the access that its handler has found. Throws RATE_LIMITED. */
  countSignIn(request: FastifyRequest): Promise<void>;
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
export function limitRate(app: HttpServer, limits: RateLimits, replicas = () => 1): Failures {
  // Requests are spread over the processes, and each counts its own.
  const share = (limit: number) => Math.max(1, Math.ceil(limit / replicas()));
  app.register(rateLimit, {
    max: () => share(limits.requestsPerMinute),
    timeWindow: WINDOW_MS,
    cache: MAX_COUNTED,
    // Callers of an open route without a key are not one caller.
    allowList: ({ access }) => limits.requestsPerMinute === 0 || access === NO_ACCESS,
    keyGenerator: (request) => request.access.keyId,
    errorResponseBuilder: (_, { ttl }) => rateLimited(ttl),
  });
  limitWorkspaces(app, limits.workspaceRequestsPerMinute, share);
  showLimits(app);
  let check: ReturnType<HttpServer['createRateLimit']> | undefined;
  const blocked = createBlockedAddresses();
  const count = async (request: FastifyRequest): Promise<void> => {
    // createRateLimit exists only after the plugin has loaded.
    check ??= app.createRateLimit({
      max: () => share(limits.failuresPerMinute),
      allowList: () => limits.failuresPerMinute === 0,
      keyGenerator: ({ ip }) => normalizeIP(ip),
    });
    const failures = await check(request);
    if (failures.isAllowed || !failures.isExceeded) return;
    blocked.add(normalizeIP(request.ip), failures.ttl);
    throw rateLimited(failures.ttl);
  };
  let checkSignIn: ReturnType<HttpServer['createRateLimit']> | undefined;
  return {
    async countSignIn(request) {
      checkSignIn ??= app.createRateLimit({
        max: () => share(Math.min(SIGN_INS_PER_MINUTE, limits.requestsPerMinute)),
        allowList: () => limits.requestsPerMinute === 0,
        keyGenerator: ({ access }) => access.keyId,
      });
      const signIns = await checkSignIn(request);
      if (!signIns.isAllowed && signIns.isExceeded) throw rateLimited(signIns.ttl);
    },
    count,
    check({ ip }) {
      const remainingMs = blocked.remainingMs(normalizeIP(ip));
      if (remainingMs > 0) throw rateLimited(remainingMs);
    },
  };
}

/** The keys of a workspace share a limit of their own, so that more keys do not give it more. */
function limitWorkspaces(app: HttpServer, limit: number, share: (limit: number) => number): void {
  app.decorateRequest('workspaceRate', null);
  let check: ReturnType<HttpServer['createRateLimit']> | undefined;
  app.addHook('preParsing', async (request) => {
    const { workspaceId } = request.access;
    if (limit === 0 || workspaceId === null) return;
    check ??= app.createRateLimit({
      max: () => share(limit),
      allowList: () => false,
      keyGenerator: ({ access }) => String(access.workspaceId),
    });
    const found = await check(request);
    if (found.isAllowed) return;
    request.workspaceRate = found;
    if (found.isExceeded) throw rateLimited(found.ttl);
  });
}

/** `RateLimit` and `RateLimit-Policy` of the IETF's draft, from what the limits have counted. */
function showLimits(app: HttpServer): void {
  app.addHook('onSend', async ({ workspaceRate }, reply, payload) => {
    const policies: string[] = [];
    const states: string[] = [];
    const add = (name: string, [max, remaining, seconds]: readonly unknown[]) => {
      policies.push(`"${name}";q=${max};w=${WINDOW_MS / 1_000}`);
      states.push(`"${name}";r=${remaining};t=${seconds}`);
    };
    const ofKey = KEY_HEADERS.map((name) => reply.getHeader(name));
    if (ofKey[0] !== undefined) add('key', ofKey);
    if (workspaceRate) {
      const { max, remaining, ttl } = workspaceRate;
      add('workspace', [max, remaining, Math.ceil(ttl / 1_000)]);
    }
    if (policies.length > 0) {
      reply.headers({ 'ratelimit-policy': policies.join(', '), ratelimit: states.join(', ') });
    }
    return payload;
  });
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
