import { ENGINE_HEALTH_ROUTES } from './routes/health-routes.ts';
import { ENGINE_LEASE_ROUTES } from './routes/lease-routes.ts';
import { ENGINE_OBSERVATION_ROUTES } from './routes/observation-routes.ts';
import { ENGINE_PAIRING_ROUTES } from './routes/pairing-routes.ts';
import { ENGINE_READING_ROUTES } from './routes/reading-routes.ts';
import { ENGINE_SESSION_ROUTES } from './routes/session-routes.ts';

/** All HTTP routes of the engine. */
export const ENGINE_ROUTES = {
  ...ENGINE_SESSION_ROUTES,
  ...ENGINE_PAIRING_ROUTES,
  ...ENGINE_READING_ROUTES,
  ...ENGINE_LEASE_ROUTES,
  ...ENGINE_OBSERVATION_ROUTES,
  ...ENGINE_HEALTH_ROUTES,
} as const;
