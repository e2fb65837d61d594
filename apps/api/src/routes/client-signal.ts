import { ServiceError } from '@grabber/service-kit/service-error';
import type { FastifyReply } from 'fastify';

/** Aborts when the client closes the connection before it has its answer. */
export function clientSignal(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => {
    if (reply.raw.writableFinished) return;
    const message = 'The client closed the connection before the answer was ready.';
    controller.abort(new ServiceError('CLIENT_CLOSED_REQUEST', message));
  });
  return controller.signal;
}
