import { isUuid } from '@grabber/primitives/uuid';
import { asc, eq } from '../connection/drizzle.ts';
import type { Database } from '../connection/open-database.ts';
import { workspaces } from '../schema/workspaces.ts';

/** One row of `workspaces`. */
export interface WorkspaceRow {
  id: string;
  name: string;
  created_at: Date;
}

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

/** The workspace that the migrations create. */
export const DEFAULT_WORKSPACE_NAME = 'default';

/** The workspace of keys and sessions that are created without a workspace. */
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

/** One workspace by its id, or null. */
export async function findWorkspace(db: Database, id: string): Promise<WorkspaceRow | null> {
  if (!isUuid(id)) return null;
  const [row] = await db.orm.select().from(workspaces).where(eq(workspaces.id, id));
  return row ?? null;
}

/** All workspaces by name. */
export async function listWorkspaces(db: Database): Promise<WorkspaceRow[]> {
  return db.orm.select().from(workspaces).orderBy(asc(workspaces.name));
}
