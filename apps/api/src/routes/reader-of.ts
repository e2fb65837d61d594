import { clientSignal } from '@grabber/service-kit/client-signal';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Who reads a page: the access of the request, and the signal that aborts when its client leaves. */
export function readerOf({ access }: Pick<FastifyRequest, 'access'>, reply: FastifyReply) {
  return { access, signal: clientSignal(reply) };
}
