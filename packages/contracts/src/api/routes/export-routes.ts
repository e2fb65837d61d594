import { Type } from 'typebox';
import { defineRoute } from '../../route.ts';
import { StoredContact } from '../contact.ts';
import {
  ExportContactsQuery,
  ExportedMembership,
  ExportMembershipsQuery,
  ExportParticipantsQuery,
} from '../export.ts';
import { GroupParams, StoredParticipant } from '../group.ts';
import { SessionParams } from '../session.ts';

/** Files. The schema is that of `format=json`; the lines of `ndjson` are its items. */
export const API_EXPORT_ROUTES = {
  exportContacts: defineRoute({
    id: 'exportContacts',
    method: 'GET',
    path: '/api/sessions/:id/contacts/export',
    access: 'read',
    summary: 'Answers the stored address book, or what filters and a search find in it, as a file.',
    params: SessionParams,
    query: ExportContactsQuery,
    responses: { 200: Type.Array(StoredContact) },
  }),
  exportParticipants: defineRoute({
    id: 'exportParticipants',
    method: 'GET',
    path: '/api/sessions/:id/groups/:groupId/participants/export',
    access: 'read',
    summary: "Answers a stored group's present members as a file.",
    params: GroupParams,
    query: ExportParticipantsQuery,
    responses: { 200: Type.Array(StoredParticipant) },
  }),
  exportMemberships: defineRoute({
    id: 'exportMemberships',
    method: 'GET',
    path: '/api/sessions/:id/groups/participants/export',
    access: 'read',
    summary: 'Answers the present members of all stored groups as a file.',
    params: SessionParams,
    query: ExportMembershipsQuery,
    responses: { 200: Type.Array(ExportedMembership) },
  }),
} as const;
