import { and, eq } from 'drizzle-orm';
import { isUuid } from './is-uuid.ts';
import type { Database } from './open-database.ts';
import { sessions } from './schema/sessions.ts';
import type { SessionRow } from './session-row.ts';

/** Names a session as a caller may see it; `workspace_id: null` is the global admin, who sees all. */
export interface SessionScope {
  id: string;
  workspace_id: string | null;
}

/** The condition of one session in its workspace; null when the id can name none. */
export function sessionInScope(scope: SessionScope) {
  if (!isUuid(scope.id)) return null;
  const byId = eq(sessions.id, scope.id);
  return scope.workspace_id === null
    ? byId
    : and(byId, eq(sessions.workspace_id, scope.workspace_id));
}

/** One session, or null: also when it belongs to another workspace. */
export async function findSession(db: Database, scope: SessionScope): Promise<SessionRow | null> {
  const condition = sessionInScope(scope);
  if (condition === null) return null;
  const [row] = await db.orm.select().from(sessions).where(condition);
  return row ?? null;
}
