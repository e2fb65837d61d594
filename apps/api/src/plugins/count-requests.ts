import type { HttpServer } from '@grabber/service-kit/http-server';
import type { Context } from '../context.ts';

const NO_ROUTE = 'none';

/** Counts each answer by its route's template. */
export function countRequests(app: HttpServer, { metrics }: Pick<Context, 'metrics'>): void {
  app.addHook('onResponse', async ({ method, routeOptions }, { statusCode, elapsedTime }) => {
    const route = routeOptions.url ?? NO_ROUTE;
    metrics.countAnswer({ method, route, status: statusCode, ms: elapsedTime });
  });
}
