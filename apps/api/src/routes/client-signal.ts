import { ServiceError } from '@grabber/service-kit/service-error';
import type { FastifyReply } from 'fastify';

/** Aborts when the client closes the connection before it has its answer. */
export function clientSignal(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  const leave = () => {
    if (reply.raw.writableFinished) return;
    const message = 'The client closed the connection before the answer was ready.';
    controller.abort(new ServiceError('CLIENT_CLOSED_REQUEST', message));
  };
  // It may have left while its session was looked for.
  if (reply.raw.closed) leave();
  else reply.raw.once('close', leave);
  return controller.signal;
}
