import { API_ROUTES } from '@grabber/contracts/api/routes';
import { EVENT_STREAM_MEDIA_TYPE } from '@grabber/contracts/engine/event';
import type { HttpServer } from '@grabber/service-kit/http-server';
import type { FastifyReply } from 'fastify';
import type { Context } from '../context.ts';
import { languageOf } from '../messages/language.ts';
import { followEvents } from '../use-cases/events/follow-events.ts';
import { requireSession } from '../use-cases/sessions/require-session.ts';
import { addRoute } from './add-route.ts';

export function eventRoutes(app: HttpServer, context: Context): void {
  addRoute(app, API_ROUTES.followEvents, async (request, reply) => {
    const { access, confirmAccess } = request;
    const language = languageOf(request);
    const stream = await followEvents(context, { access, confirmAccess, session: null, language });
    return asEvents(reply).send(stream);
  });

  addRoute(app, API_ROUTES.followSessionEvents, async (request, reply) => {
    const { access, confirmAccess, params } = request;
    const session = await requireSession(context, access, params.id);
    const language = languageOf(request);
    const stream = await followEvents(context, { access, confirmAccess, session, language });
    return asEvents(reply).send(stream);
  });
}

function asEvents(reply: FastifyReply): FastifyReply {
  return reply.type(EVENT_STREAM_MEDIA_TYPE).headers({
    // Without this header nginx holds events back until its buffer is full.
    'x-accel-buffering': 'no',
    // The connection closes with the stream, so that the service can stop.
    connection: 'close',
  });
}
