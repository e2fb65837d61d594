import type { ReadKind } from '@grabber/contracts/engine/reading';
import type { RouteContract } from '@grabber/contracts/route';
import type { HttpServer } from '@grabber/service-kit/http-server';
import { type RouteHandler, registerRoute } from '@grabber/service-kit/register-route';
import { type TSchema, Type } from 'typebox';

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
 * Registers exactly one route of the contract. It adds no HEAD route, because a HEAD request must not
 * start a grab. It refuses unknown fields in the query and the body.
 */
export function addRoute<const R extends RouteContract>(
  app: HttpServer,
  contract: R,
  handler: RouteHandler<R>,
  config: { grabKind?: ReadKind } = {},
): void {
  const strict = { ...contract, query: contract.query ?? NO_QUERY, body: bodyOf(contract) };
  registerRoute(app, strict as R, handler, { exposeHeadRoute: false, config });
}

/** The body of a GET request is never read. */
function bodyOf({ method, body }: RouteContract): TSchema | undefined {
  return method === 'GET' ? undefined : (body ?? NO_BODY);
}
