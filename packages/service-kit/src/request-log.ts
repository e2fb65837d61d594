import { isUuid } from '@grabber/primitives/uuid';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { toServiceError } from './service-error.ts';

const PROBES = '/health/';

/**
 * Writes one line per request, with the route's template instead of the URL, which can hold a JID.
 */
export async function logRequest(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const line = {
    ...requestFields(request),
    status: reply.statusCode,
    duration_ms: Math.round(reply.elapsedTime * 10) / 10,
  };
  if (line.route.startsWith(PROBES)) request.log.debug(line, 'Request answered');
  else request.log.info(line, 'Request answered');
}

const broken = new WeakSet<FastifyRequest>();

/** An answer that failed after a part was sent. Its connection is broken off. */
export function logBrokenAnswer(request: FastifyRequest, thrown: unknown): void {
  const { code } = toServiceError(thrown);
  // Otherwise the client broke off.
  if (code === 'CLIENT_CLOSED_REQUEST') return;
  broken.add(request);
  request.log.error({ ...requestFields(request), err: thrown, code }, 'Answer broke off');
}

/** A client that left before it was answered. */
export async function logAbort(request: FastifyRequest): Promise<void> {
  if (broken.has(request)) return;
  request.log.info(requestFields(request), 'Request aborted by the client');
}

function requestFields(request: FastifyRequest) {
  // Anything but a session's id may be a number or a name, and stays out of the log.
  const { id } = (request.params ?? {}) as { id?: string };
  return {
    method: request.method,
    route: request.routeOptions.url ?? 'unknown route',
    request_id: request.id,
    ...(id !== undefined && isUuid(id) && { session_id: id }),
  };
}
