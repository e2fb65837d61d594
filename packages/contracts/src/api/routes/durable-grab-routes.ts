import { defineRoute } from '../../route.ts';
import { Success, SuccessWithMessage } from '../envelope.ts';
import {
  AllGrabList,
  CreatedGrab,
  CreateGrabBody,
  GrabList,
  GrabParams,
  GrabRecord,
  ListAllGrabsQuery,
  ListGrabsQuery,
} from '../grab-record.ts';
import { SessionParams } from '../session.ts';

/** Grabs as records: durable grabs that run in the background, and grabs with waiting callers. */
export const API_DURABLE_GRAB_ROUTES = {
  createGrab: defineRoute({
    id: 'createGrab',
    method: 'POST',
    path: '/api/sessions/:id/grabs',
    access: 'grab',
    summary: 'Queues a grab that runs in the background and survives restarts.',
    params: SessionParams,
    body: CreateGrabBody,
    responses: { 202: SuccessWithMessage(CreatedGrab) },
  }),
  listGrabs: defineRoute({
    id: 'listGrabs',
    method: 'GET',
    path: '/api/sessions/:id/grabs',
    access: 'read',
    summary: 'Lists the grabs of a session, newest first.',
    params: SessionParams,
    query: ListGrabsQuery,
    responses: { 200: Success(GrabList) },
  }),
  listAllGrabs: defineRoute({
    id: 'listAllGrabs',
    method: 'GET',
    path: '/api/grabs',
    access: 'read',
    ownSessions: true,
    summary: 'Lists the grabs of all sessions, newest first.',
    query: ListAllGrabsQuery,
    responses: { 200: Success(AllGrabList) },
  }),
  getGrab: defineRoute({
    id: 'getGrab',
    method: 'GET',
    path: '/api/sessions/:id/grabs/:grabId',
    access: 'read',
    summary: 'Answers one grab.',
    params: GrabParams,
    responses: { 200: Success(GrabRecord) },
  }),
  cancelGrab: defineRoute({
    id: 'cancelGrab',
    method: 'DELETE',
    path: '/api/sessions/:id/grabs/:grabId',
    access: 'grab',
    summary: 'Cancels a queued or running grab. A grab that has ended stays as it is.',
    params: GrabParams,
    responses: { 200: Success(GrabRecord) },
  }),
} as const;
