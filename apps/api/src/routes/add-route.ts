import type { ReadKind } from '@grabber/contracts/engine/reading';
import type { RouteContract } from '@grabber/contracts/route';
import type { HttpServer } from '@grabber/service-kit/http-server';
import { type RouteHandler, registerRoute } from '@grabber/service-kit/register-route';
import { type TSchema, Type } from 'typebox';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Of routes that grab: an error's message then says first that the grab failed. */
    grabKind?: ReadKind;
  }
}

const NO_QUERY = Type.Object({}, { additionalProperties: false });
/** Nothing, or what clients send who must send something: Laravel's is an empty array. */
const NO_BODY = Type.Unsafe<undefined>({
  type: ['object', 'array', 'null'],
  maxItems: 0,
  additionalProperties: false,
});

/**
 * Registers a route of the contract and nothing beside it: a HEAD must not start a grab, and what a
 * route does not know in query and body is refused, not ignored.
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

/** A GET's body is never read. */
function bodyOf({ method, body }: RouteContract): TSchema | undefined {
  return method === 'GET' ? undefined : (body ?? NO_BODY);
}
