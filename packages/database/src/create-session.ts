import type { Database } from './open-database.ts';
import { changeCounters, sessions } from './schema/sessions.ts';
import type { SessionRow } from './session-row.ts';

/** Creates a session, `disconnected`. */
export async function createSession(
  db: Database,
  input: {
    workspace_id: string;
    name: string;
    desired_state?: 'running' | 'stopped';
    now: Date;
  },
): Promise<SessionRow> {
  return db.orm.transaction(async (tx) => {
    const [row] = await tx
      .insert(sessions)
      .values({
        workspace_id: input.workspace_id,
        name: input.name,
        desired_state: input.desired_state ?? 'stopped',
        created_at: input.now,
        updated_at: input.now,
      })
      .returning();
    if (row === undefined) throw new Error('INSERT INTO sessions returned no row');
    await tx.insert(changeCounters).values({ session_id: row.id });
    return row;
  });
}
