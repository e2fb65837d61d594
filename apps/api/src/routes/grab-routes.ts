import { API_ROUTES } from '@grabber/contracts/api/routes';
import type { ReadKind } from '@grabber/contracts/engine/reading';
import { clientSignal } from '@grabber/service-kit/client-signal';
import type { HttpServer } from '@grabber/service-kit/http-server';
import type { RouteHandler } from '@grabber/service-kit/register-route';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import { reserveGrabAnswer } from '../grabs/grab-answers.ts';
import { grabToWire } from '../mappers/grab-to-wire.ts';
import { jsonChunks, jsonValue } from '../mappers/json-chunks.ts';
import { languageOf } from '../messages/language.ts';
import { grabbedMessage } from '../messages/messages.ts';
import { countRows } from '../plugins/audit.ts';
import { noteResources, type Replay } from '../plugins/idempotency.ts';
import { warningFields } from '../plugins/ignore-parameters.ts';
import { readGrabbed } from '../use-cases/contacts/read-address-book.ts';
import { withSureStreamSlot } from '../use-cases/exports/with-stream-slot.ts';
import { requireGrab } from '../use-cases/grabs/find-grabs.ts';
import { joinGrab } from '../use-cases/grabs/grab.ts';
import { requireSession } from '../use-cases/sessions/require-session.ts';
import { addRoute } from './add-route.ts';
import { answerQueued, prefersAsync } from './answers/queued-grab.ts';
import { replayQueuedGrab } from './answers/replays.ts';
import { JSON_TYPE, sendJson } from './answers/send-json.ts';

const KINDS: readonly ReadKind[] = ['groups', 'contacts', 'all'];
const ROUTES = {
  groups: [API_ROUTES.grabGroups, API_ROUTES.grabGroupsPost],
  contacts: [API_ROUTES.grabContacts, API_ROUTES.grabContactsPost],
  all: [API_ROUTES.grabAll, API_ROUTES.grabAllPost],
} as const;

export function grabRoutes(app: HttpServer, context: Context): void {
  for (const kind of KINDS) {
    for (const route of ROUTES[kind]) addGrabRoute(app, context, kind, route);
  }
}

function addGrabRoute(
  app: HttpServer,
  context: Context,
  kind: ReadKind,
  route: (typeof ROUTES)[ReadKind][number],
): void {
  const handler: RouteHandler<typeof route> = async (request, reply) => {
    const session = await requireSession(context, request.access, request.params.id);
    // A HEAD must be safe: it says whether the session is there, and grabs nothing.
    if (request.method === 'HEAD') return reply.type(JSON_TYPE).send();
    const refresh = request.query.refresh === 'true';
    const confirmRemovals = request.query.confirm_removals === 'true';
    if (prefersAsync(request)) {
      reply.header('preference-applied', 'respond-async');
      const wanted = { kind, refresh, confirm_removals: confirmRemovals };
      return answerQueued(context, session, wanted, { request, reply });
    }
    reserveGrabAnswer(context.grabAnswers, session.workspace_id, reply.raw);
    const signal = clientSignal(reply);
    const grab = await joinGrab(context, { session, kind, refresh, confirmRemovals }, signal);
    noteResources(request, { session_id: session.id, grab_id: grab.id });
    return sendGrab(context, { session, grab }, { request, reply, signal });
  };
  addRoute(app, route, handler, { grabKind: kind, replay: replayGrab(context) });
}

type Grabbed = {
  readonly session: Awaited<ReturnType<typeof requireSession>>;
  readonly grab: Awaited<ReturnType<typeof joinGrab>>;
};

/** Sends a stored grab with its rows, or with `include=counts` without them. */
function sendGrab(
  context: Context,
  { session, grab }: Grabbed,
  exchange: {
    readonly request: Pick<FastifyRequest, 'headers' | 'ignoredParameters' | 'rowsSent'> & {
      readonly query: unknown;
    };
    readonly reply: FastifyReply;
    readonly signal: AbortSignal;
  },
): Promise<FastifyReply> {
  const { request, reply, signal } = exchange;
  const language = languageOf(request);
  const isCounted = (request.query as { include?: string }).include === 'counts';
  if (!isCounted) countRows(request, grab.total_groups + grab.total_contacts);
  const rows = isCounted ? null : readGrabbed(context, grab, { language, signal });
  const chunks = jsonChunks({
    success: jsonValue(true),
    message: jsonValue(grabbedMessage(grab.kind, language)),
    data: { fields: grabToWire(grab, session, rows, language) },
    ...warningFields(request),
  });
  const slot = { semaphore: context.grabAnswers.streams, share: session.workspace_id };
  return sendJson(reply, withSureStreamSlot(slot, chunks, signal));
}

/** Reads the rows of the grab again: nothing is asked of WhatsApp. */
function replayGrab(context: Context): Replay {
  const queued = replayQueuedGrab(context);
  return async (replayed) => {
    if (replayed.status === 202) return queued(replayed);
    const { access, resources, request, reply } = replayed;
    const session = await requireSession(context, access, resources.session_id ?? '');
    const grab = await requireGrab(context, session, resources.grab_id ?? '');
    const exchange = { request, reply, signal: clientSignal(reply) };
    return sendGrab(context, { session, grab }, exchange);
  };
}
