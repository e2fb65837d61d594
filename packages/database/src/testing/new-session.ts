import { createSession } from '../create-session.ts';
import { defaultWorkspace } from '../default-workspace.ts';
import type { Database } from '../open-database.ts';
import type { SessionRow } from '../session-row.ts';

/** A session of the default workspace. */
export async function newSession(db: Database, name = 'a session'): Promise<SessionRow> {
  const { id } = await defaultWorkspace(db);
  return createSession(db, { workspace_id: id, name, now: new Date() });
}
