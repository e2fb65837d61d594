import { defineRoute } from '../../route.ts';
import { SuccessWithMessage } from '../envelope.ts';
import { GrabAllResult, GrabContactsResult, GrabGroupsResult, GrabQuery } from '../grab.ts';
import { CreatedGrab } from '../grab-record.ts';
import { SessionParams } from '../session.ts';

/** With `Prefer: respond-async` the grab runs in the background. */
const queued = { 202: SuccessWithMessage(CreatedGrab) };

const grabGroups = {
  path: '/api/sessions/:id/grab-groups',
  access: 'grab',
  summary: 'Reads the groups and their members from WhatsApp and stores them.',
  params: SessionParams,
  query: GrabQuery,
  responses: { 200: SuccessWithMessage(GrabGroupsResult), ...queued },
} as const;

const grabContacts = {
  path: '/api/sessions/:id/grab-contacts',
  access: 'grab',
  summary: 'Reads the individual contacts from WhatsApp and stores them.',
  params: SessionParams,
  query: GrabQuery,
  responses: { 200: SuccessWithMessage(GrabContactsResult), ...queued },
} as const;

const grabAll = {
  path: '/api/sessions/:id/grab-all',
  access: 'grab',
  summary: 'Reads groups and individual contacts from WhatsApp and stores them.',
  params: SessionParams,
  query: GrabQuery,
  responses: { 200: SuccessWithMessage(GrabAllResult), ...queued },
} as const;

/** Each grab answers GET, as specified, and POST, because it changes data. */
export const API_GRAB_ROUTES = {
  grabGroups: defineRoute({ id: 'grabGroups', method: 'GET', ...grabGroups }),
  grabGroupsPost: defineRoute({ id: 'grabGroupsPost', method: 'POST', ...grabGroups }),
  grabContacts: defineRoute({ id: 'grabContacts', method: 'GET', ...grabContacts }),
  grabContactsPost: defineRoute({ id: 'grabContactsPost', method: 'POST', ...grabContacts }),
  grabAll: defineRoute({ id: 'grabAll', method: 'GET', ...grabAll }),
  grabAllPost: defineRoute({ id: 'grabAllPost', method: 'POST', ...grabAll }),
} as const;
