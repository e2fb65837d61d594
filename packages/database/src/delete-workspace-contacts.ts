import { eq } from 'drizzle-orm';
import { deleteContacts } from './delete-contacts.ts';
import { GrabLockTimeout } from './grab-lock-timeout.ts';
import { isUuid } from './is-uuid.ts';
import type { Database } from './open-database.ts';
import { sessions } from './schema/sessions.ts';
import { SessionNotFound } from './session-not-found.ts';

/**
 * Deletes the address books of all sessions of a workspace, one after the other; each waits for a
 * running grab. Answers how many rows. The sessions stay.
 *
 * @throws GrabLockTimeout when sessions were being grabbed all the time; all others are done
 */
export async function deleteWorkspaceContacts(
  db: Database,
  options: { workspace_id: string; lock_timeout_ms: number },
): Promise<number> {
  const { workspace_id, lock_timeout_ms } = options;
  if (!isUuid(workspace_id)) return 0;
  const found = await db.orm
    .select({ id: sessions.id })
    .from(sessions)
    .where(eq(sessions.workspace_id, workspace_id))
    .orderBy(sessions.id);
  let deleted = 0;
  let timeout: GrabLockTimeout | undefined;
  for (const { id } of found) {
    try {
      deleted += await deleteContacts(db, { session_id: id, lock_timeout_ms });
    } catch (error) {
      if (error instanceof GrabLockTimeout) timeout = error;
      else if (!(error instanceof SessionNotFound)) throw error; // deleted meanwhile, with all of it
    }
  }
  if (timeout) throw timeout;
  return deleted;
}
