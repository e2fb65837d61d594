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

/** Throws WORKSPACE_EXISTS when the name is taken. */
export async function createWorkspace(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  name: string,
): Promise<WorkspaceRow> {
  const workspace = await insertWorkspace(db, { name, now: clock() });
  if (workspace) return workspace;
  throw new ServiceError('WORKSPACE_EXISTS', 'There is a workspace of that name already.');
}

/** All workspaces, by name. */
export function listWorkspaces({ db }: Pick<Context, 'db'>): Promise<WorkspaceRow[]> {
  return listRows(db);
}

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
