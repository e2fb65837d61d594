import { clientGoneSignal } from '@grabber/primitives/client-gone';
import type { FastifyReply } from 'fastify';
import { ServiceError } from './service-error.ts';

/** Aborts with CLIENT_CLOSED_REQUEST when the client leaves before it has its answer. */
export function clientSignal({ raw }: FastifyReply): AbortSignal {
  const message = 'The client closed the connection before the answer was ready.';
  return clientGoneSignal(raw, () => new ServiceError('CLIENT_CLOSED_REQUEST', message));
}
