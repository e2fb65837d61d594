import { ENGINE_ROUTES } from '@grabber/contracts/engine/routes';
import { cacheBriefly } from '@grabber/primitives/cache-briefly';
import { type HealthChecks, runHealthChecks } from '@grabber/service-kit/health';
import type { HttpServer } from '@grabber/service-kit/http-server';
import { registerRoute } from '@grabber/service-kit/register-route';

/** Unpacking the packaged browser for the first time takes seconds. */
const CHECK_TIMEOUT_MS = 15_000;
/** The checks write to the disk, and a caller needs no secret. */
const CACHE_MS = 1_000;

export function healthRoutes(scope: HttpServer, checks: HealthChecks): void {
  registerRoute(scope, ENGINE_ROUTES.live, async () => ({
    status: 'ok' as const,
    checks: {},
  }));

  const check = cacheBriefly(() => runHealthChecks(checks, CHECK_TIMEOUT_MS), CACHE_MS);
  registerRoute(scope, ENGINE_ROUTES.ready, async (_request, reply) => {
    const { status, report } = await check();
    reply.code(status);
    return report;
  });
}
