import type { WorkspaceRow } from '@grabber/database/workspaces/workspaces';
import {
  defaultWorkspace,
  findWorkspace,
  findWorkspaceByName,
  createWorkspace as insertWorkspace,
  listWorkspaces as listRows,
} from '@grabber/database/workspaces/workspaces';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import type { Access } from './access.ts';

/** Creates a workspace. Throws WORKSPACE_EXISTS if the name is taken. */
export async function createWorkspace(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  name: string,
): Promise<WorkspaceRow> {
  const workspace = await insertWorkspace(db, { name, now: clock() });
  if (workspace) return workspace;
  throw new ServiceError('WORKSPACE_EXISTS', 'A workspace with this name already exists.');
}

/** All workspaces, by name. */
export function listWorkspaces({ db }: Pick<Context, 'db'>): Promise<WorkspaceRow[]> {
  return listRows(db);
}

/**
 * The workspace of a request: the named one, else the key's own, else `default` for the admin key. Throws
 * WORKSPACE_NOT_FOUND, also if the workspace exists but the key has no access to it.
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
