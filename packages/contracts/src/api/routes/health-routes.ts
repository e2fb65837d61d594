import { HealthReport } from '../../health.ts';
import { defineRoute } from '../../route.ts';

/** Whether the service answers and can do its work. */
export const API_HEALTH_ROUTES = {
  live: defineRoute({
    id: 'live',
    method: 'GET',
    path: '/health/live',
    access: 'open',
    summary: 'Says that the process answers.',
    responses: { 200: HealthReport },
  }),
  ready: defineRoute({
    id: 'ready',
    method: 'GET',
    path: '/health/ready',
    access: 'open',
    summary: 'Says whether the database and the engine can be reached.',
    responses: { 200: HealthReport, 503: HealthReport },
  }),
} as const;
