import { defineRoute } from '../../route.ts';
import {
  AllMatchingQuery,
  DeletedMatching,
  DeletedMatchingOfSession,
  DeleteMatchingBody,
  DeleteMatchingQuery,
  ExcludedMatching,
  ExcludedMatchingOfSession,
  ExcludeMatchingBody,
  ExcludeMatchingQuery,
} from '../bulk.ts';
import { SuccessWithMessage } from '../envelope.ts';
import { SessionParams } from '../session.ts';

/** What is done to all that match filters. A body says how many these are. */
export const API_BULK_ROUTES = {
  deleteMatching: defineRoute({
    id: 'deleteMatching',
    method: 'POST',
    path: '/api/sessions/:id/contacts/deletions',
    access: 'manage',
    summary: 'Deletes all stored contacts and groups that match filters.',
    params: SessionParams,
    query: DeleteMatchingQuery,
    body: DeleteMatchingBody,
    responses: { 200: SuccessWithMessage(DeletedMatchingOfSession) },
  }),
  deleteAllMatching: defineRoute({
    id: 'deleteAllMatching',
    method: 'POST',
    path: '/api/contacts/deletions',
    access: 'manage',
    ownSessions: true,
    summary: 'Deletes all persons that match filters from all sessions.',
    query: AllMatchingQuery,
    body: DeleteMatchingBody,
    responses: { 200: SuccessWithMessage(DeletedMatching) },
  }),
  excludeMatching: defineRoute({
    id: 'excludeMatching',
    method: 'POST',
    path: '/api/sessions/:id/contacts/exclusions',
    access: 'manage',
    wholeWorkspace: true,
    summary: 'Erases all persons of a session that match filters, and excludes them from grabs.',
    params: SessionParams,
    query: ExcludeMatchingQuery,
    body: ExcludeMatchingBody,
    responses: { 200: SuccessWithMessage(ExcludedMatchingOfSession) },
  }),
  excludeAllMatching: defineRoute({
    id: 'excludeAllMatching',
    method: 'POST',
    path: '/api/contacts/exclusions',
    access: 'manage',
    summary: 'Erases all persons that match filters, and excludes them from grabs.',
    query: AllMatchingQuery,
    body: ExcludeMatchingBody,
    responses: { 200: SuccessWithMessage(ExcludedMatching) },
  }),
} as const;
