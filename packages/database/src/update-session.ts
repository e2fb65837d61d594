import { type SessionScope, sessionInScope } from './find-session.ts';
import type { Database } from './open-database.ts';
import { sessions } from './schema/sessions.ts';
import type { SessionRow } from './session-row.ts';

/** Changes a session's name or the state that it should be in; null when there is no such session. */
export async function updateSession(
  db: Database,
  scope: SessionScope,
  changes: { name?: string; desired_state?: 'running' | 'stopped'; now: Date },
): Promise<SessionRow | null> {
  const condition = sessionInScope(scope);
  if (condition === null) return null;
  const { now, ...columns } = changes;
  const [row] = await db.orm
    .update(sessions)
    .set({ ...columns, updated_at: now })
    .where(condition)
    .returning();
  return row ?? null;
}
