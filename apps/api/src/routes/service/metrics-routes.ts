import { API_ROUTES } from '@grabber/contracts/api/routes';
import type { HttpServer } from '@grabber/service-kit/http-server';
import type { Context } from '../../context.ts';
import { addRoute } from '../add-route.ts';

export function metricsRoute(app: HttpServer, { metrics }: Pick<Context, 'metrics'>): void {
  addRoute(app, API_ROUTES.metrics, async (_, reply) => {
    reply.type(metrics.contentType);
    return metrics.text();
  });
}
