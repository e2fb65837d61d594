import { EVENT_STREAM_MEDIA_TYPE } from '../../engine/event.ts';
import { defineRoute } from '../../route.ts';
import { ApiEvent } from '../event.ts';
import { SessionParams } from '../session.ts';

export const API_EVENT_ROUTES = {
  followEvents: defineRoute({
    id: 'followEvents',
    method: 'GET',
    path: '/api/events',
    access: 'read',
    ownSessions: true,
    summary: 'Streams the events of the sessions of the workspace, their grabs and contacts.',
    responses: { 200: ApiEvent },
    eventStream: true,
    mediaTypes: [EVENT_STREAM_MEDIA_TYPE],
  }),
  followSessionEvents: defineRoute({
    id: 'followSessionEvents',
    method: 'GET',
    path: '/api/sessions/:id/events',
    access: 'read',
    summary:
      'Streams the events of one session, its grabs and contacts; with scope manage, its QR codes.',
    params: SessionParams,
    responses: { 200: ApiEvent },
    eventStream: true,
    mediaTypes: [EVENT_STREAM_MEDIA_TYPE],
  }),
} as const;
