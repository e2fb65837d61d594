import { EVENT_STREAM_MEDIA_TYPE } from '@grabber/contracts/engine/event';
import { ENGINE_ROUTES } from '@grabber/contracts/engine/routes';
import { openEventStream } from '@grabber/service-kit/event-stream';
import type { HttpServer } from '@grabber/service-kit/http-server';
import { registerRoute } from '@grabber/service-kit/register-route';
import type { Context } from '../context.ts';
import { reportEngine } from '../metrics/report-engine.ts';

/** The stream of events, and the report for people. */
export function observationRoutes(
  scope: HttpServer,
  context: Pick<Context, 'events' | 'sessions' | 'reads' | 'config'>,
): void {
  const { events, sessions } = context;
  registerRoute(scope, ENGINE_ROUTES.events, async (_request, reply) => {
    reply.type(EVENT_STREAM_MEDIA_TYPE);
    return openEventStream(events.snapshot(sessions.list()), events.subscribe);
  });

  registerRoute(scope, ENGINE_ROUTES.report, async () => reportEngine(context));
}

export function metricsRoute(scope: HttpServer, { metrics }: Pick<Context, 'metrics'>): void {
  registerRoute(scope, ENGINE_ROUTES.metrics, async (_request, reply) => {
    reply.type(metrics.contentType);
    return metrics.text();
  });
}
