import { defineRoute } from '../route.ts';
import { Success, SuccessWithMessage } from './envelope.ts';
import { ApiKey, ApiKeyList, CreatedApiKey, CreateKeyBody, KeyParams } from './key.ts';
import {
  ApiWorkspace,
  ApiWorkspaceList,
  CreateWorkspaceBody,
  DeletedWorkspaceContacts,
  WorkspaceParams,
} from './workspace.ts';

/** Who may use the API. */
export const API_ACCESS_ROUTES = {
  createKey: defineRoute({
    id: 'createKey',
    method: 'POST',
    path: '/api/keys',
    access: 'admin',
    summary: 'Creates an API key and answers it, this once.',
    body: CreateKeyBody,
    responses: { 201: SuccessWithMessage(CreatedApiKey) },
  }),
  listKeys: defineRoute({
    id: 'listKeys',
    method: 'GET',
    path: '/api/keys',
    access: 'admin',
    summary: 'Lists the API keys of the workspace, without the keys themselves.',
    responses: { 200: Success(ApiKeyList) },
  }),
  revokeKey: defineRoute({
    id: 'revokeKey',
    method: 'DELETE',
    path: '/api/keys/:keyId',
    access: 'admin',
    summary: 'Revokes an API key at once; one that is revoked stays so.',
    params: KeyParams,
    responses: { 200: SuccessWithMessage(ApiKey) },
  }),
  createWorkspace: defineRoute({
    id: 'createWorkspace',
    method: 'POST',
    path: '/api/workspaces',
    access: 'global',
    summary: 'Creates a workspace: sessions and keys of one are unknown to all others.',
    body: CreateWorkspaceBody,
    responses: { 201: SuccessWithMessage(ApiWorkspace) },
  }),
  listWorkspaces: defineRoute({
    id: 'listWorkspaces',
    method: 'GET',
    path: '/api/workspaces',
    access: 'global',
    summary: 'Lists all workspaces.',
    responses: { 200: Success(ApiWorkspaceList) },
  }),
  deleteWorkspaceContacts: defineRoute({
    id: 'deleteWorkspaceContacts',
    method: 'DELETE',
    path: '/api/workspaces/:workspaceId/contacts',
    access: 'manage',
    summary: 'Deletes the stored contacts and groups of all sessions of a workspace.',
    params: WorkspaceParams,
    responses: { 200: SuccessWithMessage(DeletedWorkspaceContacts) },
  }),
} as const;
