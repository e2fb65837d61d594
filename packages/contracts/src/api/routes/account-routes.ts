import { Type } from 'typebox';
import { defineRoute } from '../../route.ts';
import {
  AllChangeList,
  AllContactList,
  AllGroupList,
  ExportAllContactsQuery,
  ExportedPerson,
  ListAllChangesQuery,
  ListAllContactsQuery,
  ListAllGroupsQuery,
} from '../account.ts';
import { AllAnchorList, ListAllAnchorsQuery } from '../anchor.ts';
import { Success } from '../envelope.ts';
import { EXPORT_MEDIA_TYPES } from '../export.ts';

/** The stored address books of all sessions of a workspace together. */
export const API_ACCOUNT_ROUTES = {
  listAllContacts: defineRoute({
    id: 'listAllContacts',
    method: 'GET',
    path: '/api/contacts',
    access: 'read',
    ownSessions: true,
    summary:
      'Answers a page of the persons of all sessions, each once, with what each account says.',
    query: ListAllContactsQuery,
    responses: { 200: Success(AllContactList) },
  }),
  listAllAnchors: defineRoute({
    id: 'listAllAnchors',
    method: 'GET',
    path: '/api/contacts/anchors',
    access: 'read',
    ownSessions: true,
    summary: 'Answers cursors that lead to every 500th person or so of all sessions.',
    query: ListAllAnchorsQuery,
    responses: { 200: Success(AllAnchorList) },
  }),
  listAllGroups: defineRoute({
    id: 'listAllGroups',
    method: 'GET',
    path: '/api/groups',
    access: 'read',
    ownSessions: true,
    summary:
      'Answers a page of the groups of all sessions, each once, with what each account says.',
    query: ListAllGroupsQuery,
    responses: { 200: Success(AllGroupList) },
  }),
  listAllChanges: defineRoute({
    id: 'listAllChanges',
    method: 'GET',
    path: '/api/changes',
    access: 'read',
    ownSessions: true,
    summary: 'Answers what changed in the address books of all sessions since a cursor.',
    query: ListAllChangesQuery,
    responses: { 200: Success(AllChangeList) },
  }),
  exportAllContacts: defineRoute({
    id: 'exportAllContacts',
    method: 'GET',
    path: '/api/export',
    access: 'read',
    ownSessions: true,
    summary: 'Answers the persons of all sessions, each once, as a file.',
    query: ExportAllContactsQuery,
    responses: { 200: Type.Array(ExportedPerson) },
    mediaTypes: EXPORT_MEDIA_TYPES,
  }),
} as const;
