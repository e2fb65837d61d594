import type { FastifyReply, FastifyRequest } from 'fastify';

const PROBES = '/health/';

/** One line per request: the route's template in place of the URL, which can hold a JID. */
export async function logRequest(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const route = request.routeOptions.url ?? 'unknown route';
  const { id } = (request.params ?? {}) as { id?: string };
  const line = {
    method: request.method,
    route,
    status: reply.statusCode,
    duration_ms: Math.round(reply.elapsedTime * 10) / 10,
    request_id: request.id,
    ...(id !== undefined && isSessionId(id) && { session_id: id }),
  };
  if (route.startsWith(PROBES)) request.log.debug(line, 'Request answered');
  else request.log.info(line, 'Request answered');
}

/** Whatever else a caller puts there may be a number or a name, and stays out of the log. */
function isSessionId(id: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(id);
}
