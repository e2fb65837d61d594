import { eq } from 'drizzle-orm';
import type { Database } from './open-database.ts';
import { workspaces } from './schema/workspaces.ts';
import type { WorkspaceRow } from './workspace-row.ts';

/** The workspace that the migrations create. */
export const DEFAULT_WORKSPACE_NAME = 'default';

/** The workspace of what is created without naming one. */
export async function defaultWorkspace(db: Database): Promise<WorkspaceRow> {
  const row = await findWorkspaceByName(db, DEFAULT_WORKSPACE_NAME);
  if (row === null) throw new Error('the default workspace is missing: apply the migrations');
  return row;
}

/** One workspace, or null. */
export async function findWorkspaceByName(
  db: Database,
  name: string,
): Promise<WorkspaceRow | null> {
  const [row] = await db.orm.select().from(workspaces).where(eq(workspaces.name, name));
  return row ?? null;
}
