import { type Static, Type } from 'typebox';
import { Timestamp } from '../../identity.ts';

/** Cannot be changed. Keys and sessions name their workspace by it. */
export const WorkspaceName = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$' });

export const CreateWorkspaceBody = Type.Object(
  { name: WorkspaceName },
  { additionalProperties: false },
);
export type CreateWorkspaceBody = Static<typeof CreateWorkspaceBody>;

export const ApiWorkspace = Type.Object({
  workspace_id: Type.String({ format: 'uuid' }),
  name: Type.String(),
  created_at: Timestamp,
});
export type ApiWorkspace = Static<typeof ApiWorkspace>;

/** Any text is valid: a text that is not a workspace's id is "not found". */
export const WorkspaceParams = Type.Object({
  workspaceId: Type.String({ minLength: 1, maxLength: 100 }),
});

export const DeletedWorkspaceContacts = Type.Object({
  workspace_id: Type.String({ format: 'uuid' }),
  /** Contacts and groups. */
  deleted_count: Type.Integer({ minimum: 0 }),
});

export const ApiWorkspaceList = Type.Object({ workspaces: Type.Array(ApiWorkspace) });
