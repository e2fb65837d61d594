import { HealthReport } from '../../health.ts';
import { defineRoute } from '../../route.ts';

/** Whether the process runs, and whether the service can work. */
export const API_HEALTH_ROUTES = {
  live: defineRoute({
    id: 'live',
    method: 'GET',
    path: '/health/live',
    access: 'open',
    summary: 'Answers while the process runs.',
    responses: { 200: HealthReport },
  }),
  ready: defineRoute({
    id: 'ready',
    method: 'GET',
    path: '/health/ready',
    access: 'open',
    summary: 'Says whether the API reaches the database and the engine.',
    responses: { 200: HealthReport, 503: HealthReport },
  }),
} as const;
