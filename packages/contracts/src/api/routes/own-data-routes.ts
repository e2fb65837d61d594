import { defineRoute } from '../../route.ts';
import { ContactParams } from '../contact.ts';
import { Success, SuccessWithMessage } from '../envelope.ts';
import {
  ChangeContactBody,
  ChangedContact,
  ChangedTags,
  ChangeTagsBody,
  ChangeTagsQuery,
  ChangeWorkspaceSettingsBody,
  TagList,
  WorkspaceSettings,
  WorkspaceSettingsQuery,
} from '../own-data.ts';
import { SessionParams } from '../session.ts';

/** What people write to contacts and groups, and no grab. */
export const API_OWN_DATA_ROUTES = {
  changeContact: defineRoute({
    id: 'changeContact',
    method: 'PATCH',
    path: '/api/sessions/:id/contacts/:contactId',
    access: 'manage',
    summary: 'Changes the tags, the note and the custom fields of one stored contact or group.',
    params: ContactParams,
    body: ChangeContactBody,
    responses: { 200: SuccessWithMessage(ChangedContact) },
  }),
  changeTags: defineRoute({
    id: 'changeTags',
    method: 'POST',
    path: '/api/sessions/:id/contacts/tags',
    access: 'manage',
    summary: 'Adds and removes tags of all stored contacts and groups that match filters.',
    params: SessionParams,
    query: ChangeTagsQuery,
    body: ChangeTagsBody,
    responses: { 200: SuccessWithMessage(ChangedTags) },
  }),
  listTags: defineRoute({
    id: 'listTags',
    method: 'GET',
    path: '/api/sessions/:id/tags',
    access: 'read',
    summary: 'Answers the tags of the stored contacts and groups, with counts.',
    params: SessionParams,
    responses: { 200: Success(TagList) },
  }),
  getWorkspaceSettings: defineRoute({
    id: 'getWorkspaceSettings',
    method: 'GET',
    path: '/api/workspace-settings',
    access: 'read',
    ownSessions: true,
    summary:
      'Answers the settings of a workspace: its custom fields, what grabs keep, and what the console masks.',
    query: WorkspaceSettingsQuery,
    responses: { 200: Success(WorkspaceSettings) },
  }),
  changeWorkspaceSettings: defineRoute({
    id: 'changeWorkspaceSettings',
    method: 'PATCH',
    path: '/api/workspace-settings',
    access: 'manage',
    summary: 'Changes the settings of a workspace.',
    body: ChangeWorkspaceSettingsBody,
    responses: { 200: SuccessWithMessage(WorkspaceSettings) },
  }),
} as const;
