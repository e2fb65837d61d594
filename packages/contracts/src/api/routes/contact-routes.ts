import { Type } from 'typebox';
import { SessionId } from '../../identity.ts';
import { defineRoute } from '../../route.ts';
import { AnchorList, ListAnchorsQuery } from '../anchor.ts';
import { ChangeList, ListChangesQuery } from '../change.ts';
import {
  ContactList,
  ContactParams,
  DeletedContacts,
  LabelList,
  ListContactsQuery,
  StoredContact,
} from '../contact.ts';
import { Success, SuccessWithMessage } from '../envelope.ts';
import { GroupOfContact } from '../group.ts';
import { SessionParams } from '../session.ts';

const ContactWithGroups = Type.Object({
  session_id: SessionId,
  contact: StoredContact,
  /** The groups that it is in now. Empty for a group. */
  groups: Type.Array(GroupOfContact),
});

/** The stored address book: all of it, one contact, and its changes. */
export const API_CONTACT_ROUTES = {
  listContacts: defineRoute({
    id: 'listContacts',
    method: 'GET',
    path: '/api/sessions/:id/contacts',
    access: 'read',
    summary: 'Answers the stored address book, or the part that matches filters and a search.',
    params: SessionParams,
    query: ListContactsQuery,
    responses: { 200: Success(ContactList) },
  }),
  listAnchors: defineRoute({
    id: 'listAnchors',
    method: 'GET',
    path: '/api/sessions/:id/contacts/anchors',
    access: 'read',
    summary: 'Answers cursors that lead to every 500th row or so of a list of stored contacts.',
    params: SessionParams,
    query: ListAnchorsQuery,
    responses: { 200: Success(AnchorList) },
  }),
  listLabels: defineRoute({
    id: 'listLabels',
    method: 'GET',
    path: '/api/sessions/:id/labels',
    access: 'read',
    summary: 'Answers the labels or lists of the stored contacts and groups, with counts.',
    params: SessionParams,
    responses: { 200: Success(LabelList) },
  }),
  deleteContacts: defineRoute({
    id: 'deleteContacts',
    method: 'DELETE',
    path: '/api/sessions/:id/contacts',
    access: 'manage',
    summary: "Deletes a session's stored address book.",
    params: SessionParams,
    responses: { 200: SuccessWithMessage(DeletedContacts) },
  }),
  listChanges: defineRoute({
    id: 'listChanges',
    method: 'GET',
    path: '/api/sessions/:id/contacts/changes',
    access: 'read',
    summary: 'Answers what changed in the stored address book since a cursor.',
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
} as const;
