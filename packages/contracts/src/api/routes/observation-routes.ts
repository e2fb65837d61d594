import { Type } from 'typebox';
import { defineRoute } from '../../route.ts';

/** What a monitoring system reads. */
export const API_OBSERVATION_ROUTES = {
  metrics: defineRoute({
    id: 'metrics',
    method: 'GET',
    path: '/metrics',
    access: 'metrics',
    summary: 'Answers the metrics as Prometheus text.',
    responses: { 200: Type.String() },
    mediaTypes: ['text/plain'],
  }),
} as const;
