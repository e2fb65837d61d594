import { defineRoute } from '../../route.ts';
import { ContactParams } from '../contact.ts';
import { Success } from '../envelope.ts';
import { GroupParams } from '../group.ts';
import {
  ContactHistory,
  GroupHistory,
  HistoryQuery,
  ListMembersQuery,
  MemberList,
  MembershipChangeList,
  MembershipChangesQuery,
} from '../membership.ts';
import { SessionParams } from '../session.ts';

/** Who joined and left the groups, and who is in several of them. */
export const API_MEMBERSHIP_ROUTES = {
  getGroupHistory: defineRoute({
    id: 'getGroupHistory',
    method: 'GET',
    path: '/api/sessions/:id/groups/:groupId/history',
    access: 'read',
    summary: 'Answers who joined and left a stored group, and whose role changed.',
    params: GroupParams,
    query: HistoryQuery,
    responses: { 200: Success(GroupHistory) },
  }),
  getContactHistory: defineRoute({
    id: 'getContactHistory',
    method: 'GET',
    path: '/api/sessions/:id/contacts/:contactId/history',
    access: 'read',
    summary: 'Answers which groups a person joined and left, and where their role changed.',
    params: ContactParams,
    query: HistoryQuery,
    responses: { 200: Success(ContactHistory) },
  }),
  listMembershipChanges: defineRoute({
    id: 'listMembershipChanges',
    method: 'GET',
    path: '/api/sessions/:id/memberships/changes',
    access: 'read',
    summary: 'Answers the joins, departures and changed roles of all groups since a cursor.',
    params: SessionParams,
    query: MembershipChangesQuery,
    responses: { 200: Success(MembershipChangeList) },
  }),
  listMembers: defineRoute({
    id: 'listMembers',
    method: 'GET',
    path: '/api/sessions/:id/members',
    access: 'read',
    summary: 'Answers the persons who are in groups, each with the groups that they are in.',
    params: SessionParams,
    query: ListMembersQuery,
    responses: { 200: Success(MemberList) },
  }),
} as const;
