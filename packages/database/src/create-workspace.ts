import type { Database } from './open-database.ts';
import { workspaces } from './schema/workspaces.ts';
import type { WorkspaceRow } from './workspace-row.ts';

/** Creates a workspace; null when the name is taken. */
export async function createWorkspace(
  db: Database,
  input: { name: string; now: Date },
): Promise<WorkspaceRow | null> {
  const [row] = await db.orm
    .insert(workspaces)
    .values({ name: input.name, created_at: input.now })
    .onConflictDoNothing({ target: workspaces.name })
    .returning();
  return row ?? null;
}
