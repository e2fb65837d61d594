import { defineRoute } from '../../route.ts';
import {
  EngineSession,
  EngineSessionList,
  EngineSessionParams,
  StartSessionBody,
  StoppedEngineSession,
  StopSessionQuery,
  StoredBundle,
} from '../session.ts';

/** Lifecycle: list, start, status, stop, log out. */
export const ENGINE_SESSION_ROUTES = {
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
    summary: 'Starts a session. A session that already runs stays as it is.',
    params: EngineSessionParams,
    body: StartSessionBody,
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
      'Stops a session. logout=true first unlinks the device, then deletes the profile; force=true deletes it in any case.',
    params: EngineSessionParams,
    query: StopSessionQuery,
    responses: { 200: StoppedEngineSession },
  }),
  sleepSession: defineRoute({
    id: 'sleepSession',
    method: 'POST',
    path: '/sessions/:id/sleep',
    access: 'secret',
    summary: 'Closes the browser of a connected session, which stays connected. PUT wakes it.',
    params: EngineSessionParams,
    responses: { 200: EngineSession },
  }),
  getBundle: defineRoute({
    id: 'getBundle',
    method: 'GET',
    path: '/sessions/:id/bundle',
    access: 'secret',
    summary:
      'Answers the newest stored copy of the profile of any session, and the lease it is from.',
    params: EngineSessionParams,
    responses: { 200: StoredBundle },
  }),
} as const;
