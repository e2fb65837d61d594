import { isUuid } from '@grabber/primitives/uuid';
import type { PoolClient } from 'pg';
import { eq } from '../connection/drizzle.ts';
import type { Database } from '../connection/open-database.ts';
import { forgetGrabItem, forgetGrabItems } from '../grabs/forget-grab-items.ts';
import { sessions } from '../schema/sessions.ts';
import { GrabLockTimeout, withLockedSession } from '../sessions/lock-session.ts';
import { forgetAccount } from '../sessions/session-account.ts';
import { SessionNotFound } from '../sessions/session-row.ts';
import { forgetResponses } from '../webhooks/forget-responses.ts';
import { queueGone } from '../webhooks/queue-events.ts';
import { announceContacts } from './announce-contacts.ts';
import { nextChangeNumber } from './change-number.ts';
import { rowOfAddress } from './contact-address.ts';
import { forgetMemberName } from './forget-member-names.ts';

/** A row by a JID that it has or had, or by its `id`. */
export type ContactToDelete = { readonly contact_id: string } | { readonly row_id: number };

/**
 * Deletes one contact, or one group with its memberships. Waits for a running grab. A tombstone without
 * personal data stays. The contact is removed from the records of grabs, and in its groups it becomes a
 * member without a name. False: the session has no such contact. The next grab stores the contact again
 * if the account still has it. Throws GrabLockTimeout or SessionNotFound.
 */
export async function deleteContact(
  db: Database,
  options: ContactToDelete & { session_id: string; lock_timeout_ms: number },
): Promise<boolean> {
  const { session_id } = options;
  const named = 'row_id' in options ? options.row_id : options.contact_id;
  const row = 'row_id' in options ? '$2::bigint' : rowOfAddress('$1', '$2');
  return withLockedSession(db, options, async (client) => {
    const { rows } = await client.query<{ id: number; type: string; ids: string[] }>(
      `DELETE FROM contacts c WHERE c.session_id = $1 AND c.id = ${row}
       RETURNING c.id, c.type, array_remove(ARRAY[c.contact_id, c.lid], NULL)
         || ARRAY(SELECT a.address FROM contact_aliases a WHERE a.contact_row_id = c.id) AS ids`,
      [session_id, named],
    );
    const [gone] = rows;
    // A record of a grab may name a contact that was never stored.
    const ids = gone?.ids ?? ('contact_id' in options ? [options.contact_id] : []);
    await forgetGrabItem(client, session_id, ids);
    await forgetMemberName(client, session_id, ids);
    await forgetResponses(client, session_id);
    // Also without a row of its own, it may have been a member with a name.
    await announceContacts(client, session_id);
    if (gone === undefined) return false;
    await client.query(
      `INSERT INTO contact_tombstones (session_id, change_number, contact_row_id, reason)
       VALUES ($1, $2, $3, 'deleted')`,
      [session_id, await nextChangeNumber(client, session_id), gone.id],
    );
    await queueGone(client, session_id, { reason: 'deleted', rows });
    return true;
  });
}

/**
 * Deletes a session's whole address book with its memberships. Waits for a running grab. Answers the
 * number of rows. Each row leaves a tombstone without personal data. The failed items are removed from
 * the records of grabs. The next grab may be of another account. Throws GrabLockTimeout or SessionNotFound.
 */
export async function deleteContacts(
  db: Database,
  options: { session_id: string; lock_timeout_ms: number },
): Promise<number> {
  const { session_id } = options;
  return withLockedSession(db, options, async (client) => {
    await forgetGrabItems(client, session_id);
    const change = await nextChangeNumber(client, session_id);
    const deleted = await deleteAndBury(client, { session_id, change });
    await forgetAccount(client, session_id);
    await forgetResponses(client, session_id);
    await announceContacts(client, session_id);
    return deleted;
  });
}

async function deleteAndBury(
  client: PoolClient,
  { session_id, change }: { session_id: string; change: number },
): Promise<number> {
  const { rows } = await client.query<{ id: number; type: string }>(
    `WITH gone AS (DELETE FROM contacts WHERE session_id = $1 RETURNING id, type), buried AS (
       INSERT INTO contact_tombstones (session_id, change_number, contact_row_id, reason)
       SELECT $1, $2, id, 'deleted' FROM gone
     ) SELECT id, type FROM gone`,
    [session_id, change],
  );
  await queueGone(client, session_id, { reason: 'deleted', rows });
  return rows.length;
}

/**
 * Deletes the address books of all sessions of a workspace, one after the other; each waits for a
 * running grab. Answers how many rows. The sessions stay. Throws GrabLockTimeout if grabs held the lock of some
 * sessions; all other sessions are cleared.
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
