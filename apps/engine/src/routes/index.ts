import type { HttpServer } from '@grabber/service-kit/http-server';
import type { Context } from '../context.ts';
import { checkLease } from '../plugins/check-lease.ts';
import { requireSecret } from '../plugins/require-secret.ts';
import { healthRoutes } from './health-routes.ts';
import { leaseRoutes } from './lease-routes.ts';
import { metricsRoute, observationRoutes } from './observation-routes.ts';
import { pairingRoutes } from './pairing-routes.ts';
import { readingRoutes } from './reading-routes.ts';
import { sessionRoutes } from './session-routes.ts';

/** Routes without authentication. */
export function openRoutes(scope: HttpServer, { health }: Context): void {
  healthRoutes(scope, health);
}

/** The metrics, for the shared secrets and for METRICS_KEY, which opens nothing else. */
export function metricsRoutes(scope: HttpServer, context: Context): void {
  const { secrets, config } = context;
  const { metricsKey } = config;
  requireSecret(scope, metricsKey === undefined ? secrets : [...secrets, metricsKey]);
  metricsRoute(scope, context);
}

/** Routes that need a shared secret. */
export function secretRoutes(scope: HttpServer, context: Context): void {
  const { secrets, sessions, reads, readObserver, config } = context;
  requireSecret(scope, secrets);
  checkLease(scope, sessions);
  sessionRoutes(scope, context);
  pairingRoutes(scope, sessions);
  readingRoutes(scope, {
    sessions,
    admission: reads,
    observer: readObserver,
    timeoutMs: config.readTimeoutMs,
    syncWaitMs: config.syncWaitMs,
    now: Date.now,
  });
  leaseRoutes(scope, context);
  observationRoutes(scope, context);
}
