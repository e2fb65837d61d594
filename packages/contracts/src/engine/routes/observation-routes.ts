import { Type } from 'typebox';
import { defineRoute } from '../../route.ts';
import { EngineEvent } from '../event.ts';

/** Events and metrics. */
export const ENGINE_OBSERVATION_ROUTES = {
  events: defineRoute({
    id: 'events',
    method: 'GET',
    path: '/events',
    access: 'secret',
    summary: 'Streams state, QR codes and progress of all sessions, after a snapshot.',
    responses: { 200: EngineEvent },
    eventStream: true,
  }),
  metrics: defineRoute({
    id: 'metrics',
    method: 'GET',
    path: '/metrics',
    access: 'secret',
    summary: 'Answers the metrics as Prometheus text.',
    responses: { 200: Type.String() },
  }),
} as const;
