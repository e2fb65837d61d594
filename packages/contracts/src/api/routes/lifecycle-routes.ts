import { defineRoute } from '../../route.ts';
import { SuccessWithMessage } from '../envelope.ts';
import { ApiSession, SessionParams, StartSessionQuery, WakeSessionBody } from '../session.ts';

/** Starting, stopping and unlinking a session. */
export const API_LIFECYCLE_ROUTES = {
  startSession: defineRoute({
    id: 'startSession',
    method: 'POST',
    path: '/api/sessions/:id/start',
    access: 'manage',
    summary: 'Starts the browser of a session. A browser that already runs stays as it is.',
    params: SessionParams,
    query: StartSessionQuery,
    responses: { 200: SuccessWithMessage(ApiSession) },
  }),
  stopSession: defineRoute({
    id: 'stopSession',
    method: 'POST',
    path: '/api/sessions/:id/stop',
    access: 'manage',
    summary: 'Stops the browser. The device stays linked.',
    params: SessionParams,
    responses: { 200: SuccessWithMessage(ApiSession) },
  }),
  restartSession: defineRoute({
    id: 'restartSession',
    method: 'POST',
    path: '/api/sessions/:id/restart',
    access: 'manage',
    summary: 'Stops the browser and starts it again. The device stays linked.',
    params: SessionParams,
    responses: { 200: SuccessWithMessage(ApiSession) },
  }),
  wakeSession: defineRoute({
    id: 'wakeSession',
    method: 'POST',
    path: '/api/sessions/:id/wake',
    access: 'manage',
    summary: 'Wakes a session, and keeps it awake for so many minutes.',
    params: SessionParams,
    body: WakeSessionBody,
    responses: { 200: SuccessWithMessage(ApiSession) },
  }),
  logoutSession: defineRoute({
    id: 'logoutSession',
    method: 'POST',
    path: '/api/sessions/:id/logout',
    access: 'manage',
    summary: 'Unlinks the device from the phone and stops the browser.',
    params: SessionParams,
    responses: { 200: SuccessWithMessage(ApiSession) },
  }),
} as const;
