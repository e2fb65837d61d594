import type { HttpServer } from '@grabber/service-kit/http-server';
import type { Dependencies } from '../dependencies.ts';
import { requireSecret } from '../plugins/require-secret.ts';
import { healthRoutes } from './health-routes.ts';
import { observationRoutes } from './observation-routes.ts';
import { pairingRoutes } from './pairing-routes.ts';
import { readingRoutes } from './reading-routes.ts';
import { sessionRoutes } from './session-routes.ts';

/** Routes without authentication. */
export function openRoutes(scope: HttpServer, { health }: Dependencies): void {
  healthRoutes(scope, health);
}

/** Routes that need the shared secret. */
export function secretRoutes(scope: HttpServer, dependencies: Dependencies): void {
  const { secret, sessions, reads, readObserver, config } = dependencies;
  requireSecret(scope, secret);
  sessionRoutes(scope, sessions);
  pairingRoutes(scope, sessions);
  readingRoutes(scope, {
    sessions,
    gate: reads,
    observer: readObserver,
    timeoutMs: config.readTimeoutMs,
  });
  observationRoutes(scope, dependencies);
}
