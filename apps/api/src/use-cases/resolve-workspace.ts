import { defaultWorkspace, findWorkspaceByName } from '@grabber/database/default-workspace';
import { findWorkspace } from '@grabber/database/find-workspace';
import type { WorkspaceRow } from '@grabber/database/workspace-row';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Access } from '../access.ts';
import type { Context } from '../context.ts';

/**
 * The workspace that a caller means: the named one, else the key's own, else (for the admin key)
 * `default`. Throws WORKSPACE_NOT_FOUND, also for one that exists and is another key's.
 */
export async function resolveWorkspace(
  { db }: Pick<Context, 'db'>,
  access: Pick<Access, 'workspaceId'>,
  name: string | undefined,
): Promise<WorkspaceRow> {
  const { workspaceId } = access;
  if (name === undefined && workspaceId === null) return defaultWorkspace(db);
  const workspace =
    name === undefined
      ? await findWorkspace(db, workspaceId ?? '')
      : await findWorkspaceByName(db, name);
  if (workspace && (workspaceId === null || workspace.id === workspaceId)) return workspace;
  throw new ServiceError('WORKSPACE_NOT_FOUND', 'There is no such workspace.');
}
