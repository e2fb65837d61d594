import { randomUUID } from 'node:crypto';
import { isIP } from 'node:net';
import type { RouteContract } from '@grabber/contracts/route';
import { isUuid } from '@grabber/primitives/uuid';
import type { HttpServer } from '@grabber/service-kit/http-server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import type { AuditWork } from '../jobs/audit-work.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** How many contacts, groups or members the answer has so far. Null: not counted. */
    rowsSent: number | null;
  }
}

type Entry = Parameters<AuditWork['record']>[0];

/** Asked often, and without a contact in the answer. */
const UNAUDITED: ReadonlySet<string> = new Set([
  'listSessions',
  'getSession',
  'getSessionStatus',
  'listGrabs',
  'getGrab',
  'listAllGrabs',
  'getSystem',
]);
/** A caller without a key can send as many of these as the rate limits allow. The log has them. */
const UNAUDITED_CODES: ReadonlySet<string> = new Set(['UNAUTHORIZED', 'RATE_LIMITED']);

const codes = new WeakMap<object, string>();

/** Keeps the code of the error that a request is answered with. */
export function noteErrorCode(request: object, code: string): void {
  codes.set(request, code);
}

/** Counts what an answer hands over, for the audit. */
export function countRows(request: Pick<FastifyRequest, 'rowsSent'>, count: number): void {
  request.rowsSent = (request.rowsSent ?? 0) + count;
}

/** Records each request with a key when it has ended. Must be registered before the authentication. */
export function audit(app: HttpServer, { audit: work, clock }: Pick<Context, 'audit' | 'clock'>) {
  app.decorateRequest('rowsSent', null);
  app.addHook('onRequest', async (request, reply) => {
    const { contract } = request.routeOptions.config as { contract?: RouteContract };
    if (!contract || UNAUDITED.has(contract.id)) return;
    const at = clock();
    const startedAt = performance.now();
    const { socket } = request;
    const sentBefore = socket.bytesWritten;
    // Also emitted where the client has gone or the answer broke off.
    reply.raw.once('close', () => {
      const code = codes.get(request) ?? null;
      if (request.access.keyId === '' || UNAUDITED_CODES.has(code ?? '')) return;
      const duration_ms = Math.round(performance.now() - startedAt);
      const bytes = Math.max(0, socket.bytesWritten - sentBefore);
      work.record({
        at,
        ...askedFor(request, contract),
        ...outcomeOf(reply),
        code,
        bytes,
        duration_ms,
      });
    });
  });
}

function askedFor(request: FastifyRequest, { path }: RouteContract) {
  const { access, ip, rowsSent, method } = request;
  // Any other text may be a number or a name.
  const { id } = (request.params ?? {}) as { id?: string };
  return {
    workspace_id: access.workspaceId,
    key_id: access.keyId,
    address: isIP(ip) ? ip : null,
    request_id: isUuid(request.id) ? request.id : randomUUID(),
    client_request_id: isUuid(request.id) ? null : request.id,
    method,
    route: path,
    session_id: id !== undefined && isUuid(id) ? id : null,
    row_count: rowsSent,
  };
}

function outcomeOf({ raw }: FastifyReply): Pick<Entry, 'outcome' | 'status'> {
  const status = raw.statusCode;
  if (!raw.writableFinished) return { outcome: 'aborted', status };
  return { outcome: status >= 500 ? 'failed' : status >= 400 ? 'refused' : 'done', status };
}
