import type { Database } from './open-database.ts';
import { forgetGrabItems } from './store/forget-grab-items.ts';
import { nextChangeNumber } from './store/next-change-number.ts';
import { withLockedSession } from './with-locked-session.ts';

/**
 * Deletes a session's whole address book with its memberships; waits for a running grab. Answers how
 * many rows. Of each a tombstone stays, without anything that names a person, and the grabs forget which
 * items they could not read.
 *
 * @throws GrabLockTimeout, SessionNotFound
 */
export async function deleteContacts(
  db: Database,
  options: { session_id: string; lock_timeout_ms: number },
): Promise<number> {
  const { session_id } = options;
  return withLockedSession(db, options, async (client) => {
    await forgetGrabItems(client, session_id);
    const change = await nextChangeNumber(client, session_id);
    const { rowCount } = await client.query(
      `WITH gone AS (DELETE FROM contacts WHERE session_id = $1 RETURNING id)
       INSERT INTO contact_tombstones (session_id, change_number, contact_row_id, reason)
       SELECT $1, $2, id, 'deleted' FROM gone`,
      [session_id, change],
    );
    return rowCount ?? 0;
  });
}
