import type { Database } from '../connection/open-database.ts';
import type { SessionRow } from '../sessions/session-row.ts';
import { createSession } from '../sessions/sessions.ts';
import { defaultWorkspace } from '../workspaces/workspaces.ts';

/** A session of the default workspace. */
export async function newSession(db: Database, name = 'a session'): Promise<SessionRow> {
  const { id } = await defaultWorkspace(db);
  return createSession(db, { workspace_id: id, name, now: new Date() });
}
