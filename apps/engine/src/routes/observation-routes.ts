import { EVENT_STREAM_MEDIA_TYPE } from '@grabber/contracts/engine/event';
import { ENGINE_ROUTES } from '@grabber/contracts/engine/routes';
import { openEventStream } from '@grabber/service-kit/event-stream';
import type { HttpServer } from '@grabber/service-kit/http-server';
import { registerRoute } from '@grabber/service-kit/register-route';
import type { Context } from '../context.ts';

/** The stream of events, and the metrics. */
export function observationRoutes(
  scope: HttpServer,
  { events, metrics, sessions }: Pick<Context, 'events' | 'metrics' | 'sessions'>,
): void {
  registerRoute(scope, ENGINE_ROUTES.events, async (_request, reply) => {
    reply.type(EVENT_STREAM_MEDIA_TYPE);
    return openEventStream(events.snapshot(sessions.list()), events.subscribe);
  });

  registerRoute(scope, ENGINE_ROUTES.metrics, async (_request, reply) => {
    reply.type(metrics.contentType);
    return metrics.text();
  });
}
