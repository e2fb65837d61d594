import { isUuid } from '@grabber/primitives/uuid';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createRefusalSampler } from './refused-requests.ts';
import { toServiceError } from './service-error.ts';

const PROBES = '/health/';

/**
 * Writes one line per request, with the route's template instead of the URL, which can hold a JID. Of many
 * refused requests it writes a sample.
 */
export function createRequestLog() {
  const isLogged = createRefusalSampler();
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    if (isLogged(request.log, reply.statusCode)) logRequest(request, reply);
  };
}

function logRequest(request: FastifyRequest, reply: FastifyReply): void {
  const line = {
    ...requestFields(request),
    status: reply.statusCode,
    duration_ms: Math.round(reply.elapsedTime * 10) / 10,
  };
  if (line.route.startsWith(PROBES)) request.log.debug(line, 'Request answered');
  else request.log.info(line, 'Request answered');
}

/** Answers whose end is in the log already. */
const ended = new WeakSet<FastifyRequest>();

/** An answer that failed after a part was sent. Its connection is broken off. */
export function logBrokenAnswer(request: FastifyRequest, thrown: unknown): void {
  const { code } = toServiceError(thrown);
  // Otherwise the client broke off, or the service did and has said so.
  if (code === 'CLIENT_CLOSED_REQUEST' || ended.has(request)) return;
  ended.add(request);
  request.log.error({ ...requestFields(request), err: thrown, code }, 'Answer broke off');
}

/** An answer that this service breaks off because of its client. Call it before the connection is closed. */
export function logCutAnswer(
  request: FastifyRequest,
  why: { readonly reason: 'slow client' | 'overdue'; readonly bytes?: number },
): void {
  if (ended.has(request)) return;
  ended.add(request);
  request.log.warn({ ...requestFields(request), ...why }, 'Answer cut off by the service');
}

/** A client that left before it was answered. */
export async function logAbort(request: FastifyRequest): Promise<void> {
  if (ended.has(request)) return;
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
