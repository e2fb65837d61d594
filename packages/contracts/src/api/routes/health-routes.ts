import { defineRoute } from '../../route.ts';
import { Success } from '../envelope.ts';
import { ApiHealth } from '../service/health.ts';
import { SystemReport } from '../service/system.ts';

/** Whether the process works, whether it can serve requests, and with what numbers. */
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
  getSystem: defineRoute({
    id: 'getSystem',
    method: 'GET',
    path: '/api/system',
    access: 'read',
    ownSessions: true,
    summary: 'Answers self-checks and budgets of sessions, and the numbers of the installation.',
    responses: { 200: Success(SystemReport) },
  }),
} as const;
