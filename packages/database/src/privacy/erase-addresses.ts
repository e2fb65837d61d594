import type { ClientBase } from 'pg';
import { announceContacts } from '../contacts/announce-contacts.ts';
import { nextChangeNumber } from '../contacts/change-number.ts';
import { forgetGrabItem } from '../grabs/forget-grab-items.ts';
import { forgetResponses } from '../webhooks/forget-responses.ts';
import { queueChanges, queueGone, wantedEvents } from '../webhooks/queue-events.ts';

/** How many rows were deleted or blanked, by what they are. */
export type Erased = {
  /** the person as a contact */
  readonly contacts: number;
  /** older LIDs of that contact */
  readonly contact_aliases: number;
  /** memberships in groups, present and past */
  readonly group_participants: number;
  /** what was seen of those memberships: joins, departures and changed roles */
  readonly membership_changes: number;
  /** groups that named the person as their creator */
  readonly group_owners: number;
  /** grabs that named the person among the items that failed */
  readonly grab_errors: number;
};

/**
 * Erases a person by their addresses from one session. The caller's transaction holds the session's lock. A
 * tombstone without personal data stays for clients that read the changes.
 */
export async function eraseAddresses(
  client: ClientBase,
  session_id: string,
  addresses: readonly string[],
): Promise<Erased> {
  const values = [session_id, addresses];
  const count = async (text: string): Promise<number> =>
    (await client.query(text, values)).rowCount ?? 0;
  const found = await client.query<{ id: number }>(
    `SELECT id FROM contacts WHERE session_id = $1 AND type = 'individual' AND contact_id = ANY ($2)
     UNION SELECT id FROM contacts WHERE session_id = $1 AND type = 'individual' AND lid = ANY ($2)
     UNION SELECT contact_row_id FROM contact_aliases WHERE session_id = $1 AND address = ANY ($2)`,
    values,
  );
  const ids = found.rows.map(({ id }) => id);
  const aliases = await client.query(
    'DELETE FROM contact_aliases WHERE session_id = $1 AND contact_row_id = ANY ($2)',
    [session_id, ids],
  );
  const owners = await ownedGroups(client, session_id, addresses);
  const members = await count(DELETE_MEMBERS);
  const membership_changes = await count(
    'DELETE FROM membership_changes WHERE session_id = $1 AND participant_id = ANY ($2)',
  );
  await client.query(
    `DELETE FROM change_values WHERE session_id = $1 AND field = 'owner_id'
       AND (old_value #>> '{}' = ANY ($2) OR new_value #>> '{}' = ANY ($2))`,
    values,
  );
  const grab_errors = await forgetGrabItem(client, session_id, addresses);
  if (ids.length + owners.length > 0) {
    const change = await nextChangeNumber(client, session_id);
    await deleteContacts(client, session_id, ids, change);
    await forgetOwners(client, owners, change);
    await queueChanges(client, await wantedEvents(client, session_id), { session_id, change });
  }
  await forgetResponses(client, session_id);
  const erased = {
    contacts: ids.length,
    contact_aliases: aliases.rowCount ?? 0,
    group_participants: members,
    membership_changes,
    group_owners: owners.length,
    grab_errors,
  };
  if (Object.values(erased).some((count) => count > 0)) await announceContacts(client, session_id);
  return erased;
}

/** One look per group, as for the groups of a contact. */
const DELETE_MEMBERS = `
DELETE FROM group_participants p
USING (SELECT g.id, m.participant_id FROM contacts g CROSS JOIN LATERAL (
         SELECT participant_id FROM group_participants
         WHERE group_row_id = g.id AND participant_id = ANY ($2) OFFSET 0) m
       WHERE g.session_id = $1 AND g.type = 'group') theirs
WHERE p.group_row_id = theirs.id AND p.participant_id = theirs.participant_id`;

async function ownedGroups(
  client: ClientBase,
  session_id: string,
  addresses: readonly string[],
): Promise<number[]> {
  const { rows } = await client.query<{ id: number }>(
    `SELECT id FROM contacts WHERE session_id = $1 AND type = 'group' AND owner_id = ANY ($2)`,
    [session_id, addresses],
  );
  return rows.map(({ id }) => id);
}

async function deleteContacts(
  client: ClientBase,
  session_id: string,
  ids: readonly number[],
  change: number,
): Promise<void> {
  const { rows } = await client.query<{ id: number; type: string }>(
    `WITH gone AS (DELETE FROM contacts WHERE id = ANY ($2) RETURNING id, type), buried AS (
       INSERT INTO contact_tombstones (session_id, change_number, contact_row_id, reason)
       SELECT $1, $3, id, 'deleted' FROM gone
     ) SELECT id, type FROM gone`,
    [session_id, ids, change],
  );
  await queueGone(client, session_id, { reason: 'deleted', rows });
}

async function forgetOwners(
  client: ClientBase,
  groups: readonly number[],
  change: number,
): Promise<void> {
  await client.query(
    `UPDATE contacts SET owner_id = NULL, changed_change = $2,
       field_changes = field_changes || jsonb_build_object('owner_id', $2::bigint)
     WHERE id = ANY ($1)`,
    [groups, change],
  );
}
