import { Type } from 'typebox';
import { HealthReport } from '../health.ts';
import { defineRoute } from '../route.ts';
import { EngineEvent } from './event.ts';
import { EnginePairingCode, EngineQr, PairingCodeRequest } from './pairing.ts';
import { ReadDocument, ReadQuery } from './reading.ts';
import {
  EngineSession,
  EngineSessionList,
  EngineSessionParams,
  StopSessionQuery,
} from './session.ts';

/** The engine's whole HTTP surface. */
export const ENGINE_ROUTES = {
  listSessions: defineRoute({
    id: 'listSessions',
    method: 'GET',
    path: '/sessions',
    access: 'secret',
    summary: 'Lists the sessions that the engine holds.',
    responses: { 200: EngineSessionList },
  }),
  startSession: defineRoute({
    id: 'startSession',
    method: 'PUT',
    path: '/sessions/:id',
    access: 'secret',
    summary: 'Starts a session; one that runs is left as it is.',
    params: EngineSessionParams,
    responses: { 200: EngineSession },
  }),
  getSession: defineRoute({
    id: 'getSession',
    method: 'GET',
    path: '/sessions/:id',
    access: 'secret',
    summary: 'Answers the status of a session.',
    params: EngineSessionParams,
    responses: { 200: EngineSession },
  }),
  stopSession: defineRoute({
    id: 'stopSession',
    method: 'DELETE',
    path: '/sessions/:id',
    access: 'secret',
    summary:
      'Stops a session; with logout=true it also unlinks the device and deletes the profile.',
    params: EngineSessionParams,
    query: StopSessionQuery,
    responses: { 200: EngineSession },
  }),
  getQr: defineRoute({
    id: 'getQr',
    method: 'GET',
    path: '/sessions/:id/qr',
    access: 'secret',
    summary: 'Answers the QR string to scan and when it expires.',
    params: EngineSessionParams,
    responses: { 200: EngineQr },
  }),
  requestPairingCode: defineRoute({
    id: 'requestPairingCode',
    method: 'POST',
    path: '/sessions/:id/pairing-code',
    access: 'secret',
    summary: 'Asks WhatsApp for a code that links a phone number without scanning.',
    params: EngineSessionParams,
    body: PairingCodeRequest,
    responses: { 200: EnginePairingCode },
  }),
  readGroups: defineRoute({
    id: 'readGroups',
    method: 'GET',
    path: '/sessions/:id/groups',
    access: 'secret',
    summary: 'Reads the groups with their participants.',
    params: EngineSessionParams,
    query: ReadQuery,
    responses: { 200: ReadDocument },
  }),
  readContacts: defineRoute({
    id: 'readContacts',
    method: 'GET',
    path: '/sessions/:id/contacts',
    access: 'secret',
    summary: 'Reads the individual contacts.',
    params: EngineSessionParams,
    query: ReadQuery,
    responses: { 200: ReadDocument },
  }),
  readAll: defineRoute({
    id: 'readAll',
    method: 'GET',
    path: '/sessions/:id/all-contacts',
    access: 'secret',
    summary: 'Reads the groups and the individual contacts.',
    params: EngineSessionParams,
    query: ReadQuery,
    responses: { 200: ReadDocument },
  }),
  events: defineRoute({
    id: 'events',
    method: 'GET',
    path: '/events',
    access: 'secret',
    summary: 'Streams state, QR codes and progress of all sessions, after a snapshot of them.',
    responses: { 200: EngineEvent },
  }),
  metrics: defineRoute({
    id: 'metrics',
    method: 'GET',
    path: '/metrics',
    access: 'secret',
    summary: 'Answers the metrics as Prometheus text.',
    responses: { 200: Type.String() },
  }),
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
    summary: 'Says whether the engine can start and read sessions.',
    responses: { 200: HealthReport, 503: HealthReport },
  }),
} as const;
