import { isUuid } from '@grabber/primitives/uuid';
import type { HttpServer } from '@grabber/service-kit/http-server';
import { isServiceError, type LocalText, ServiceError } from '@grabber/service-kit/service-error';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import type { Access } from '../use-cases/access/access.ts';
import {
  type ClaimedKey,
  claimIdempotencyKey,
  type Resources,
} from '../use-cases/access/keyed-requests.ts';

/** What a replay has of the request that is repeated. */
type Replayed = {
  readonly access: Access;
  readonly status: number;
  readonly resources: Resources;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
};

/** Answers again from what the resources are now. Sends the reply, or returns its body. */
export type Replay = (replayed: Replayed) => Promise<unknown>;

declare module 'fastify' {
  interface FastifyRequest {
    claimedKey: ClaimedKey | null;
    /** The ids of what the request made. */
    resources: Resources | null;
  }
  interface FastifyContextConfig {
    /** Without it, a repeated request is refused with ALREADY_DONE and the ids. */
    replay?: Replay;
  }
}

/** A POST that only reads can be repeated as it is. Who signs in is not known before, and its answer is a cookie. */
const NOT_ONCE: ReadonlySet<string> = new Set(['/api/person-exports', '/api/console/session']);
const KEY = /^[\x21-\x7e]{1,255}$/;
const NOT_A_KEY: LocalText = {
  en: 'must be 1 to 255 visible ASCII characters',
  id: 'harus terdiri dari 1 sampai 255 karakter ASCII yang terlihat',
};

/** Says what a streamed answer is about. Other answers have it in `data`. */
export function noteResources(request: Pick<FastifyRequest, 'resources'>, ids: Resources): void {
  request.resources = ids;
}

/**
 * Does a POST with an Idempotency-Key once in 24 hours. Register it after the authentication, and before what may
 * refuse to send an answer.
 */
export function idempotency(app: HttpServer, context: Context): void {
  app.decorateRequest('claimedKey', null);
  app.decorateRequest('resources', null);
  app.addHook('preHandler', async (request, reply) => {
    const { method, routeOptions, headers } = request;
    const given = headers['idempotency-key'];
    if (method !== 'POST' || given === undefined || NOT_ONCE.has(routeOptions.url ?? '')) return;
    if (typeof given !== 'string' || !KEY.test(given)) throw invalidKey();
    const claimed = await claimIdempotencyKey(context, request.access, {
      key: given,
      request: textOf(request),
    });
    if ('done' in claimed) {
      request.claimedKey = claimed;
      return;
    }
    const { status, resources } = claimed;
    const answer = await replay(request, reply, { status: status ?? 200, resources });
    return reply.sent ? reply : reply.send(answer);
  });
  app.addHook('preSerialization', async (request, _, payload) => {
    request.resources ??= idsOf((payload as { data?: unknown } | null)?.data);
    return payload;
  });
  app.addHook('onSend', async (request, { statusCode }, payload) => {
    const { claimedKey, resources } = request;
    request.claimedKey = null;
    if (!claimedKey) return payload;
    const isDone = statusCode < 300;
    const ended = isDone ? claimedKey.done(statusCode, resources ?? {}) : claimedKey.release();
    await ended.catch((error: unknown) => {
      request.log.warn({ err: error }, 'Storing an Idempotency-Key failed');
    });
    return payload;
  });
}

async function replay(
  request: FastifyRequest,
  reply: FastifyReply,
  earlier: { status: number; resources: Resources },
): Promise<unknown> {
  const again = request.routeOptions.config.replay;
  const { access } = request;
  reply.code(earlier.status).header('idempotency-replayed', 'true');
  try {
    if (again) return await again({ access, ...earlier, request, reply });
  } catch (error) {
    // What it made is gone.
    if (!isServiceError(error) || error.status !== 404) throw error;
  }
  const { resources } = earlier;
  throw new ServiceError('ALREADY_DONE', 'The request was done before.', { resources });
}

/** What makes two requests the same. */
function textOf({ routeOptions, params, query, body, headers }: FastifyRequest): string {
  const isAsync = headers.prefer ?? '';
  return JSON.stringify([routeOptions.url, params, query, body ?? null, isAsync]);
}

function idsOf(data: unknown): Resources {
  const ids = Object.entries((data ?? {}) as object).filter(
    ([name, value]) => name.endsWith('_id') && typeof value === 'string' && isUuid(value),
  );
  return Object.fromEntries(ids) as Resources;
}

function invalidKey(): ServiceError {
  const details = [{ path: 'headers.idempotency-key', message: NOT_A_KEY }];
  return new ServiceError('VALIDATION_FAILED', 'The Idempotency-Key is not valid.', { details });
}
