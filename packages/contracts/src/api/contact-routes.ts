import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { ChangeList, ListChangesQuery } from './change.ts';
import { DeletedContacts, StoredContact } from './contact.ts';
import { Success, SuccessWithMessage } from './envelope.ts';
import {
  GroupList,
  GroupOfContact,
  GroupParams,
  ListGroupsQuery,
  ListParticipantsQuery,
  ParticipantList,
} from './group.ts';
import { SessionId, SessionParams } from './session.ts';

/** A contact's or group's JID. Any text: one that the session does not have is "not found". */
export const ContactParams = Type.Object({
  ...SessionParams.properties,
  contactId: Type.String({ minLength: 1, maxLength: 200 }),
});

export const ContactWithGroups = Type.Object({
  session_id: SessionId,
  contact: StoredContact,
  /** Those that it is in now; empty of a group. */
  groups: Type.Array(GroupOfContact),
});

/** What has changed, single contacts, and the groups with their members. */
export const API_CONTACT_ROUTES = {
  listChanges: defineRoute({
    id: 'listChanges',
    method: 'GET',
    path: '/api/sessions/:id/contacts/changes',
    access: 'read',
    summary: 'Answers what has changed in the stored address book since a cursor.',
    params: SessionParams,
    query: ListChangesQuery,
    responses: { 200: Success(ChangeList) },
  }),
  getContact: defineRoute({
    id: 'getContact',
    method: 'GET',
    path: '/api/sessions/:id/contacts/:contactId',
    access: 'read',
    summary: 'Answers one stored contact or group, with the groups that it is in.',
    params: ContactParams,
    responses: { 200: Success(ContactWithGroups) },
  }),
  deleteContact: defineRoute({
    id: 'deleteContact',
    method: 'DELETE',
    path: '/api/sessions/:id/contacts/:contactId',
    access: 'manage',
    summary: 'Deletes one stored contact, or one group with its memberships.',
    params: ContactParams,
    responses: { 200: SuccessWithMessage(DeletedContacts) },
  }),
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
    summary: "Answers a page of a stored group's present members.",
    params: GroupParams,
    query: ListParticipantsQuery,
    responses: { 200: Success(ParticipantList) },
  }),
} as const;
