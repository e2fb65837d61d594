import { createWorkspace as insertWorkspace } from '@grabber/database/create-workspace';
import type { WorkspaceRow } from '@grabber/database/workspace-row';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../context.ts';

/** Throws WORKSPACE_EXISTS when the name is taken. */
export async function createWorkspace(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  name: string,
): Promise<WorkspaceRow> {
  const workspace = await insertWorkspace(db, { name, now: clock() });
  if (workspace) return workspace;
  throw new ServiceError('WORKSPACE_EXISTS', 'There is a workspace of that name already.');
}
