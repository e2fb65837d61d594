import { ENGINE_ROUTES } from '@grabber/contracts/engine/routes';
import { type HealthChecks, runHealthChecks } from '@grabber/service-kit/health';
import type { HttpServer } from '@grabber/service-kit/http-server';
import { registerRoute } from '@grabber/service-kit/register-route';

/** Unpacking the packaged browser for the first time takes seconds. */
const CHECK_TIMEOUT_MS = 15_000;

export function healthRoutes(scope: HttpServer, checks: HealthChecks): void {
  registerRoute(scope, ENGINE_ROUTES.live, async () => ({
    status: 'ok' as const,
    checks: {},
  }));

  registerRoute(scope, ENGINE_ROUTES.ready, async (_request, reply) => {
    const { status, report } = await runHealthChecks(checks, CHECK_TIMEOUT_MS);
    reply.code(status);
    return report;
  });
}
