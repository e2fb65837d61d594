import { defineRoute } from '../../route.ts';
import { ReadDocument, ReadQuery } from '../reading.ts';
import { EngineSessionParams } from '../session.ts';

/** Reading groups and contacts: the three routes of the specification. */
export const ENGINE_READING_ROUTES = {
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
} as const;
