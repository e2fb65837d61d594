import { once } from 'node:events';
import { Readable } from 'node:stream';
import { type EngineEvent, EVENT_STREAM_MEDIA_TYPE } from '@grabber/contracts/engine/event';
import { LEASE_HEADER } from '@grabber/contracts/engine/lease';
import { NDJSON_MEDIA_TYPE, type ReadKind } from '@grabber/contracts/engine/reading';
import { ENGINE_ROUTES } from '@grabber/contracts/engine/routes';
import { ERROR_STATUS } from '@grabber/contracts/error-codes';
import type { RouteContract } from '@grabber/contracts/route';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify';
import type { FakeRead } from './fake-account.ts';
import {
  type EngineRouteId,
  FakeEngineFailure,
  type FakeEngineState,
  READ_ROUTES,
  stopSignal,
} from './fake-engine-state.ts';
import { endFakeEvents, followFakeEvents } from './fake-events.ts';
import { askedOf, type FakeCall, fakeHandlers } from './fake-handlers.ts';
import { checkGeneration, endOverdueLeases } from './fake-leases.ts';
import { ndjsonOf, startRead } from './fake-read.ts';

/** The engine's HTTP routes, made from its contract, on sessions in memory. */
export function fakeEngineApp(state: FakeEngineState): FastifyInstance {
  const app = fastify({
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
    // A read that hangs on purpose must not keep the server from closing.
    forceCloseConnections: true,
  });
  app.setErrorHandler((error, request, reply) => sendFailure(asFailure(error), request, reply));
  app.setNotFoundHandler((request, reply) =>
    sendFailure(new FakeEngineFailure('ROUTE_NOT_FOUND', 'No such route.'), request, reply),
  );
  app.addHook('preClose', async () => endFakeEvents(state.events));
  const handlers = fakeHandlers(state);
  for (const [id, route] of Object.entries(ENGINE_ROUTES)) {
    addRoute(app, state, id as EngineRouteId, route, handlers[id as EngineRouteId]);
  }
  return app;
}

function addRoute(
  app: FastifyInstance,
  state: FakeEngineState,
  id: EngineRouteId,
  route: RouteContract,
  handle: (call: FakeCall) => unknown,
): void {
  const { params, query, body } = route;
  app.route({
    method: route.method,
    url: route.path,
    schema: {
      ...(params && { params }),
      ...(query && { querystring: query }),
      ...(body && { body }),
    },
    onRequest: async (request) => {
      if (route.access !== 'open') requireSecret(state, request);
    },
    handler: async (request, reply) => {
      const sessionId = (request.params as { id?: string }).id;
      // Followers of the events reconnect in the background, at any time.
      const query = request.query as Record<string, string>;
      const generation = generationOf(request);
      const call = { id: sessionId ?? '', query, body: request.body };
      if (id !== 'events') {
        state.calls.push({ route: id, sessionId, query, ...(generation && { generation }) });
      }
      if (await answerFault(state, id, reply)) return reply;
      endOverdueLeases(state);
      if (sessionId !== undefined && generation !== undefined && state.sessions.has(sessionId)) {
        const { lease } = (request.body ?? {}) as { lease?: unknown };
        if (lease === undefined) checkGeneration(state, sessionId, generation);
      }
      const kind = readKindOf(id);
      if (kind && request.headers.accept === NDJSON_MEDIA_TYPE) {
        return streamRead(state, sessionId ?? '', askedOf(kind, query), reply);
      }
      const answer = handle(call);
      if (id !== 'events') return answer;
      reply.type(EVENT_STREAM_MEDIA_TYPE);
      return followFakeEvents(state.events, answer as EngineEvent);
    },
  });
}

function generationOf({ headers }: FastifyRequest): number | undefined {
  const text = headers[LEASE_HEADER];
  return text === undefined ? undefined : Number(text);
}

function requireSecret(state: FakeEngineState, request: FastifyRequest): void {
  if (request.headers.authorization === `Bearer ${state.secret}`) return;
  throw new FakeEngineFailure('UNAUTHORIZED', 'The secret is missing or wrong.');
}

function streamRead(state: FakeEngineState, id: string, asked: FakeRead, reply: FastifyReply) {
  const lines = startRead(state, id, asked);
  state.openReads += 1;
  const left = new AbortController();
  reply.raw.once('close', () => {
    state.openReads -= 1;
    left.abort(new FakeEngineFailure('CLIENT_CLOSED_REQUEST', 'The client has gone.'));
  });
  const breakConnection = () => reply.raw.destroy();
  const stopped = AbortSignal.any([stopSignal(state, id), left.signal]);
  const text = Readable.from(
    ndjsonOf(state, lines, { kind: asked.kind, breakConnection, stopped }),
  );
  return reply.type(NDJSON_MEDIA_TYPE).send(text);
}

/** Returns true when the route's fault has handled the request. */
async function answerFault(
  state: FakeEngineState,
  id: EngineRouteId,
  reply: FastifyReply,
): Promise<boolean> {
  const fault = state.faults.get(id);
  if (fault?.kind === 'hang') {
    await once(reply.raw, 'close');
    reply.hijack();
    return true;
  }
  if (fault?.kind === 'answer') {
    await reply.code(fault.status).type(fault.type).send(fault.body);
    return true;
  }
  if (fault?.kind === 'error') {
    throw new FakeEngineFailure(fault.code, fault.message ?? 'A fault of the test.', fault);
  }
  return false;
}

function readKindOf(id: EngineRouteId): ReadKind | undefined {
  const entry = Object.entries(READ_ROUTES).find(([, route]) => route === id);
  return entry?.[0] as ReadKind | undefined;
}

function asFailure(error: unknown): FakeEngineFailure {
  if (error instanceof FakeEngineFailure) return error;
  const { validation, message } = error as { validation?: unknown; message: string };
  return new FakeEngineFailure(validation ? 'VALIDATION_FAILED' : 'INTERNAL_ERROR', message);
}

function sendFailure(failure: FakeEngineFailure, request: FastifyRequest, reply: FastifyReply) {
  if (failure.retryAfterSeconds !== undefined) {
    reply.header('retry-after', failure.retryAfterSeconds);
  }
  return reply.code(ERROR_STATUS[failure.code]).send({
    code: failure.code,
    message: failure.message,
    request_id: request.id,
    ...(failure.sessionStatus && { session_status: failure.sessionStatus }),
  });
}
