import { API_ROUTES } from '@grabber/contracts/api/routes';
import type { HttpServer } from '@grabber/service-kit/http-server';
import type { Context } from '../../context.ts';
import { success } from '../../mappers/envelope.ts';
import { NO_ACCESS } from '../../use-cases/access/access.ts';
import { readSystem } from '../../use-cases/system/read-system.ts';
import { addRoute } from '../add-route.ts';

/** Registered without a key: an orchestrator has none. */
export function liveRoute(app: HttpServer, { health }: Pick<Context, 'health'>): void {
  addRoute(app, API_ROUTES.live, async (_, reply) => {
    const isLive = await health.isLive();
    reply.code(isLive ? 200 : 503);
    return { status: isLive ? 'ok' : 'unavailable' } as const;
  });
}

/** Names the parts only to a caller with a key: they say where the service is weak. */
export function readyRoute(app: HttpServer, { health }: Pick<Context, 'health'>): void {
  addRoute(app, API_ROUTES.ready, async ({ access }, reply) => {
    const { status, checks } = await health.readiness();
    reply.code(status === 'unavailable' ? 503 : 200);
    return access === NO_ACCESS ? { status } : { status, checks };
  });
}

export function systemRoute(app: HttpServer, context: Context): void {
  addRoute(app, API_ROUTES.getSystem, async ({ access }) =>
    success(await readSystem(context, access)),
  );
}
