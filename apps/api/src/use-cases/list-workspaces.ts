import { listWorkspaces as listRows } from '@grabber/database/list-workspaces';
import type { WorkspaceRow } from '@grabber/database/workspace-row';
import type { Context } from '../context.ts';

/** All workspaces, by name. */
export function listWorkspaces({ db }: Pick<Context, 'db'>): Promise<WorkspaceRow[]> {
  return listRows(db);
}
