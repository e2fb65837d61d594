import type { Readable } from 'node:stream';
import type { ReadKind } from '@grabber/contracts/engine/reading';
import type { RouteContract } from '@grabber/contracts/route';
import type { HttpServer } from '@grabber/service-kit/http-server';
import { type RouteHandler, registerRoute } from '@grabber/service-kit/register-route';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type TSchema, Type } from 'typebox';
import type { Replay } from '../plugins/idempotency.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Set on grab routes: their error messages begin with "Failed to grab …". */
    grabKind?: ReadKind;
  }
}

const NO_QUERY = Type.Object({}, { additionalProperties: false });
/** No body, or an empty one: Laravel's client, for example, sends an empty array. */
const NO_BODY = Type.Unsafe<undefined>({
  type: ['object', 'array', 'null'],
  maxItems: 0,
  additionalProperties: false,
});

/**
 * Registers exactly one route of the contract, and HEAD where that is a GET. It refuses unknown fields in the query
 * and the body.
 */
export function addRoute<const R extends RouteContract>(
  app: HttpServer,
  contract: R,
  handler: RouteHandler<R>,
  config: { grabKind?: ReadKind; replay?: Replay } = {},
): void {
  const strict = { ...contract, query: contract.query ?? NO_QUERY, body: bodyOf(contract) };
  const parameters = new Set(
    Object.keys((strict.query as { properties?: object }).properties ?? {}),
  );
  registerRoute(app, strict as R, handler, {
    exposeHeadRoute: false,
    config: { ...config, parameters },
  });
  if (contract.method !== 'GET') return;
  const head = { ...strict, method: 'HEAD' };
  registerRoute(app, head as unknown as R, handler, {
    config: { ...config, parameters },
    onSend: withoutBody,
  });
}

/** The body of a GET request is never read. */
function bodyOf({ method, body }: RouteContract): TSchema | undefined {
  return method === 'GET' ? undefined : (body ?? NO_BODY);
}

/** A stream is ended, so that no more of it is read than its first piece. */
async function withoutBody(
  _: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Promise<unknown> {
  if (typeof payload === 'string' || Buffer.isBuffer(payload)) {
    reply.header('content-length', Buffer.byteLength(payload));
  } else {
    (payload as Readable | null)?.destroy?.();
  }
  return null;
}

/** Answers OPTIONS of each path with its methods. It needs no key, as a browser sends none. */
export function addOptions(app: HttpServer, routes: readonly RouteContract[]): void {
  const byPath = Map.groupBy(routes, ({ path }) => path);
  for (const [url, contracts] of byPath) {
    const methods = contracts.flatMap(({ method }) =>
      method === 'GET' ? ['GET', 'HEAD'] : method,
    );
    const allow = [...methods, 'OPTIONS'].join(', ');
    app.options(url, async (_, reply) => reply.code(204).header('allow', allow).send());
  }
}
