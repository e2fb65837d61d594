import { eq } from 'drizzle-orm';
import { isUuid } from './is-uuid.ts';
import type { Database } from './open-database.ts';
import { workspaces } from './schema/workspaces.ts';
import type { WorkspaceRow } from './workspace-row.ts';

/** One workspace by its id, or null. */
export async function findWorkspace(db: Database, id: string): Promise<WorkspaceRow | null> {
  if (!isUuid(id)) return null;
  const [row] = await db.orm.select().from(workspaces).where(eq(workspaces.id, id));
  return row ?? null;
}
