import { type Static, Type } from 'typebox';
import { Timestamp } from '../identity.ts';

/** Chosen once; keys and sessions are created by it. */
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

export const ApiWorkspaceList = Type.Object({ workspaces: Type.Array(ApiWorkspace) });
