import type { FastifyError, FastifyInstance } from 'fastify';
import { ControlError } from '../control-error.ts';

/** Every error is `{ code, message }` with a matching status. */
export function addErrorHandler(server: FastifyInstance): void {
  server.setErrorHandler((error: FastifyError | ControlError, _request, reply) => {
    if (error instanceof ControlError) {
      return reply.status(error.status).send({ code: error.code, message: error.message });
    }
    const status = error.statusCode ?? 500;
    const code = error.validation ? 'INVALID_REQUEST' : error.code || 'INTERNAL_ERROR';
    return reply.status(status).send({ code, message: error.message });
  });
  server.setNotFoundHandler((request, reply) =>
    reply
      .status(404)
      .send({ code: 'ROUTE_NOT_FOUND', message: `No route ${request.method} ${request.url}` }),
  );
}
