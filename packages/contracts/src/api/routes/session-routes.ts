import { defineRoute } from '../../route.ts';
import { Success, SuccessWithMessage } from '../envelope.ts';
import {
  ApiSession,
  ApiSessionList,
  CreateSessionBody,
  DeletedSession,
  DeleteSessionQuery,
  SessionParams,
  SessionStatusAnswer,
  UpdateSessionBody,
} from '../session.ts';

/** Sessions: create, list, rename, delete, and their status. */
export const API_SESSION_ROUTES = {
  createSession: defineRoute({
    id: 'createSession',
    method: 'POST',
    path: '/api/sessions',
    access: 'manage',
    summary: 'Creates a session. start: true also starts it.',
    body: CreateSessionBody,
    responses: { 201: SuccessWithMessage(ApiSession) },
  }),
  listSessions: defineRoute({
    id: 'listSessions',
    method: 'GET',
    path: '/api/sessions',
    access: 'read',
    ownSessions: true,
    summary: 'Lists the sessions of the workspace.',
    responses: { 200: Success(ApiSessionList) },
  }),
  getSession: defineRoute({
    id: 'getSession',
    method: 'GET',
    path: '/api/sessions/:id',
    access: 'read',
    summary: 'Answers one session.',
    params: SessionParams,
    responses: { 200: Success(ApiSession) },
  }),
  updateSession: defineRoute({
    id: 'updateSession',
    method: 'PATCH',
    path: '/api/sessions/:id',
    access: 'manage',
    summary: 'Renames a session, or changes its proxy or what its grabs store.',
    params: SessionParams,
    body: UpdateSessionBody,
    responses: { 200: SuccessWithMessage(ApiSession) },
  }),
  deleteSession: defineRoute({
    id: 'deleteSession',
    method: 'DELETE',
    path: '/api/sessions/:id',
    access: 'manage',
    summary: 'Stops and unlinks a session and deletes it with its address book.',
    params: SessionParams,
    query: DeleteSessionQuery,
    responses: { 200: SuccessWithMessage(DeletedSession) },
  }),
  getSessionStatus: defineRoute({
    id: 'getSessionStatus',
    method: 'GET',
    path: '/api/sessions/:id/status',
    access: 'read',
    summary: 'Answers the live status of a session, or the last known one.',
    params: SessionParams,
    responses: { 200: Success(SessionStatusAnswer) },
  }),
} as const;
