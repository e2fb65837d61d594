import { API_ROUTES } from '@grabber/contracts/api/routes';
import { runHealthChecks } from '@grabber/service-kit/health';
import type { HttpServer } from '@grabber/service-kit/http-server';
import type { Context } from '../context.ts';
import { addRoute } from './add-route.ts';

const CHECK_TIMEOUT_MS = 1_500;

export function healthRoutes(app: HttpServer, { db, engine }: Context): void {
  addRoute(app, API_ROUTES.live, async () => ({ status: 'ok' as const, checks: {} }));

  addRoute(app, API_ROUTES.ready, async (_, reply) => {
    const checks = {
      database: () => db.ping(),
      engine: async () => {
        await engine.ready({ timeoutMs: CHECK_TIMEOUT_MS });
        // The engine's health route needs no secret. This call also checks ENGINE_SECRET.
        await engine.listSessions({ timeoutMs: CHECK_TIMEOUT_MS });
      },
    };
    const { status, report } = await runHealthChecks(checks, CHECK_TIMEOUT_MS);
    reply.code(status);
    return report;
  });
}
