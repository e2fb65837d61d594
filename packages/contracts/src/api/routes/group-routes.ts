import { defineRoute } from '../../route.ts';
import { Success } from '../envelope.ts';
import {
  GroupList,
  GroupParams,
  ListGroupsQuery,
  ListParticipantsQuery,
  ParticipantList,
  PastParticipantList,
} from '../group.ts';
import { SessionParams } from '../session.ts';

/** The stored groups and their members. */
export const API_GROUP_ROUTES = {
  listGroups: defineRoute({
    id: 'listGroups',
    method: 'GET',
    path: '/api/sessions/:id/groups',
    access: 'read',
    summary: 'Answers a page of the stored groups.',
    params: SessionParams,
    query: ListGroupsQuery,
    responses: { 200: Success(GroupList) },
  }),
  listParticipants: defineRoute({
    id: 'listParticipants',
    method: 'GET',
    path: '/api/sessions/:id/groups/:groupId/participants',
    access: 'read',
    summary: "Answers a page of a stored group's current members.",
    params: GroupParams,
    query: ListParticipantsQuery,
    responses: { 200: Success(ParticipantList) },
  }),
  listPastParticipants: defineRoute({
    id: 'listPastParticipants',
    method: 'GET',
    path: '/api/sessions/:id/groups/:groupId/past-participants',
    access: 'read',
    summary: 'Answers a page of the persons who have left a stored group.',
    params: GroupParams,
    query: ListParticipantsQuery,
    responses: { 200: Success(PastParticipantList) },
  }),
} as const;
