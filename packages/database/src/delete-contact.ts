import type { Database } from './open-database.ts';
import { forgetGrabItem } from './store/forget-grab-items.ts';
import { forgetMemberName } from './store/forget-member-names.ts';
import { nextChangeNumber } from './store/next-change-number.ts';
import { withLockedSession } from './with-locked-session.ts';

/**
 * Deletes one contact, or one group with its memberships; waits for a running grab. A tombstone
 * stays, without anything that names a person; no grab names it any more, and in its groups it is a
 * member without a name. False: the session has no such contact. The next grab stores it again when
 * the account still has it.
 *
 * @throws GrabLockTimeout, SessionNotFound
 */
export async function deleteContact(
  db: Database,
  options: { session_id: string; contact_id: string; lock_timeout_ms: number },
): Promise<boolean> {
  const { session_id, contact_id } = options;
  return withLockedSession(db, options, async (client) => {
    if (contact_id.includes('\0')) return false;
    const { rows } = await client.query<{ id: number; lid: string | null }>(
      'DELETE FROM contacts WHERE session_id = $1 AND contact_id = $2 RETURNING id, lid',
      [session_id, contact_id],
    );
    const [gone] = rows;
    const ids = [contact_id, ...(gone?.lid ? [gone.lid] : [])];
    await forgetGrabItem(client, session_id, ids);
    await forgetMemberName(client, session_id, ids);
    if (gone === undefined) return false;
    await client.query(
      `INSERT INTO contact_tombstones (session_id, change_number, contact_row_id, reason)
       VALUES ($1, $2, $3, 'deleted')`,
      [session_id, await nextChangeNumber(client, session_id), gone.id],
    );
    return true;
  });
}
