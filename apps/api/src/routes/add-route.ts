import type { ReadKind } from '@grabber/contracts/engine/reading';
import type { RouteContract } from '@grabber/contracts/route';
import type { HttpServer } from '@grabber/service-kit/http-server';
import { type RouteHandler, registerRoute } from '@grabber/service-kit/register-route';

/** Registers a route of the contract and nothing beside it: a HEAD must not start a grab. */
export function addRoute<const R extends RouteContract>(
  app: HttpServer,
  contract: R,
  handler: RouteHandler<R>,
  /** Of routes that grab: an error's message then says first that the grab failed. */
  config: { grabKind?: ReadKind } = {},
): void {
  registerRoute(app, contract, handler, { exposeHeadRoute: false, config });
}
