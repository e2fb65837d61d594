import { Type } from 'typebox';
import { defineRoute } from '../../route.ts';
import {
  EXPORT_MEDIA_TYPES,
  ExportContactsQuery,
  ExportedContact,
  ExportedMembership,
  ExportedParticipant,
  ExportMembershipsQuery,
  ExportParticipantsQuery,
  MEMBERSHIP_MEDIA_TYPES,
} from '../export.ts';
import { GroupParams } from '../group.ts';
import { SessionParams } from '../session.ts';

/** Files. The schema is that of `format=json`. Each line of `ndjson` is one of its items. */
export const API_EXPORT_ROUTES = {
  exportContacts: defineRoute({
    id: 'exportContacts',
    method: 'GET',
    path: '/api/sessions/:id/contacts/export',
    access: 'read',
    summary:
      'Answers the stored address book, or the part that matches filters and a search, as a file.',
    params: SessionParams,
    query: ExportContactsQuery,
    responses: { 200: Type.Array(ExportedContact) },
    mediaTypes: EXPORT_MEDIA_TYPES,
  }),
  exportParticipants: defineRoute({
    id: 'exportParticipants',
    method: 'GET',
    path: '/api/sessions/:id/groups/:groupId/participants/export',
    access: 'read',
    summary: "Answers a stored group's current members as a file.",
    params: GroupParams,
    query: ExportParticipantsQuery,
    responses: { 200: Type.Array(ExportedParticipant) },
    mediaTypes: EXPORT_MEDIA_TYPES,
  }),
  exportMemberships: defineRoute({
    id: 'exportMemberships',
    method: 'GET',
    path: '/api/sessions/:id/groups/participants/export',
    access: 'read',
    summary: 'Answers the current members of all stored groups as a file.',
    params: SessionParams,
    query: ExportMembershipsQuery,
    responses: { 200: Type.Array(ExportedMembership) },
    mediaTypes: MEMBERSHIP_MEDIA_TYPES,
  }),
} as const;
