import type { Readable } from 'node:stream';
import type {
  RouteBody,
  RouteContract,
  RouteParams,
  RouteQuery,
  RouteResponse,
} from '@grabber/contracts/route';
import type { FastifyReply, FastifyRequest, RouteShorthandOptions } from 'fastify';
import type { HttpServer } from './http-server.ts';

export type RouteRequest<R extends RouteContract> = Omit<
  FastifyRequest,
  'params' | 'query' | 'body'
> & {
  readonly params: RouteParams<R>;
  readonly query: RouteQuery<R>;
  readonly body: RouteBody<R>;
};

export type RouteHandler<R extends RouteContract> = (
  request: RouteRequest<R>,
  reply: FastifyReply,
) => Promise<RouteResponse<R> | Readable | FastifyReply | Buffer | string>;

/**
 * Makes the Fastify route of a contract value: method, path, validation and the answer's schema.
 */
export function registerRoute<const R extends RouteContract>(
  app: HttpServer,
  contract: R,
  handler: RouteHandler<R>,
  options: Omit<RouteShorthandOptions, 'schema'> = {},
): void {
  const { method, path, params, query, body } = contract;
  app.route({
    ...(options as object),
    method,
    url: path,
    schema: {
      ...(params && { params }),
      ...(query && { querystring: query }),
      ...(body && { body }),
    },
    config: { ...(options.config ?? {}), contract },
    handler: (request, reply) => handler(request as unknown as RouteRequest<R>, reply),
  });
}
