import { asc } from 'drizzle-orm';
import type { Database } from './open-database.ts';
import { workspaces } from './schema/workspaces.ts';
import type { WorkspaceRow } from './workspace-row.ts';

/** All workspaces by name. */
export async function listWorkspaces(db: Database): Promise<WorkspaceRow[]> {
  return db.orm.select().from(workspaces).orderBy(asc(workspaces.name));
}
