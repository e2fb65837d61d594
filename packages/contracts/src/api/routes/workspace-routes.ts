import { defineRoute } from '../../route.ts';
import {
  ApiWorkspace,
  ApiWorkspaceList,
  CreateWorkspaceBody,
  DeletedWorkspaceContacts,
  WorkspaceParams,
} from '../access/workspace.ts';
import { Success, SuccessWithMessage } from '../envelope.ts';

/** Workspaces: other workspaces cannot see their sessions and keys. */
export const API_WORKSPACE_ROUTES = {
  createWorkspace: defineRoute({
    id: 'createWorkspace',
    method: 'POST',
    path: '/api/workspaces',
    access: 'global',
    summary: 'Creates a workspace. Other workspaces cannot see its sessions and keys.',
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
