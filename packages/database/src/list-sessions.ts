import { asc, eq } from 'drizzle-orm';
import type { Database } from './open-database.ts';
import { sessions } from './schema/sessions.ts';
import type { SessionRow } from './session-row.ts';

/** The sessions of a workspace (null: of all), oldest first. */
export async function listSessions(
  db: Database,
  options: { workspace_id: string | null },
): Promise<SessionRow[]> {
  const { workspace_id } = options;
  return db.orm
    .select()
    .from(sessions)
    .where(workspace_id === null ? undefined : eq(sessions.workspace_id, workspace_id))
    .orderBy(asc(sessions.created_at), asc(sessions.id));
}
