import type { Database } from '../connection/open-database.ts';
import { withLockedSession } from './lock-session.ts';
import { SessionNotFound } from './session-row.ts';
import type { SessionScope } from './sessions.ts';
import { findSession } from './sessions.ts';

/**
 * Deletes a session with everything of it; waits for a running grab. Answers how many contacts went
 * with it; null: no such session in the workspace. Throws GrabLockTimeout.
 */
export async function deleteSession(
  db: Database,
  options: SessionScope & { lock_timeout_ms: number },
): Promise<number | null> {
  const { id, lock_timeout_ms } = options;
  if ((await findSession(db, options)) === null) return null;
  try {
    return await withLockedSession(db, { session_id: id, lock_timeout_ms }, async (client) => {
      const { rowCount } = await client.query('DELETE FROM contacts WHERE session_id = $1', [id]);
      await client.query('DELETE FROM sessions WHERE id = $1', [id]);
      await client.query('DELETE FROM left_profiles WHERE session_id = $1', [id]);
      // A row that is merely missing says nothing: the database may have been restored from a backup.
      await client.query(
        'INSERT INTO deleted_sessions (session_id) VALUES ($1) ON CONFLICT (session_id) DO NOTHING',
        [id],
      );
      return rowCount ?? 0;
    });
  } catch (error) {
    if (error instanceof SessionNotFound) return null; // another caller was faster
    throw error;
  }
}
