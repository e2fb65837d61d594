import { Type } from 'typebox';
import { defineRoute } from '../../route.ts';
import { EngineEvent } from '../event.ts';
import { EngineReport } from '../report.ts';

/** Events, metrics and the report. */
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
  report: defineRoute({
    id: 'report',
    method: 'GET',
    path: '/report',
    access: 'secret',
    summary: 'Answers version, memory, limits and the self-checks of WhatsApp Web, for people.',
    responses: { 200: EngineReport },
  }),
  metrics: defineRoute({
    id: 'metrics',
    method: 'GET',
    path: '/metrics',
    access: 'metrics',
    summary: 'Answers the metrics as Prometheus text.',
    responses: { 200: Type.String() },
  }),
} as const;
