import { defineRoute } from '../../route.ts';
import { ApiHealth } from '../health.ts';

/** Whether the process works, and whether it can serve requests. */
export const API_HEALTH_ROUTES = {
  live: defineRoute({
    id: 'live',
    method: 'GET',
    path: '/health/live',
    access: 'open',
    summary: 'Says whether the process works, or must be restarted.',
    responses: { 200: ApiHealth, 503: ApiHealth },
  }),
  ready: defineRoute({
    id: 'ready',
    method: 'GET',
    path: '/health/ready',
    access: 'open',
    summary: 'Says whether the address book can be read, and with a key what does not work.',
    responses: { 200: ApiHealth, 503: ApiHealth },
  }),
} as const;
