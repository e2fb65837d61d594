import type { ClientBase } from 'pg';
import { HAS_NO_OWN_DATA } from './own-columns.ts';

/** A membership that is a departure and no more. */
const IS_DEPARTURE = `status = 'inactive' AND left_at IS NOT NULL`;

/**
 * Blanks a person's name and masked number in the groups of a session; that the person is a member
 * stays, as WhatsApp lists it; that they left a group does not, and nor does the history. One look per group, as for the groups of a contact.
 */
export async function forgetMemberName(
  client: ClientBase,
  session_id: string,
  ids: readonly string[],
): Promise<void> {
  await client.query(
    'DELETE FROM membership_changes WHERE session_id = $1 AND participant_id = ANY ($2)',
    [session_id, ids],
  );
  await client.query(
    `DELETE FROM group_participants p
     USING (SELECT g.id, m.participant_id FROM contacts g CROSS JOIN LATERAL (
              SELECT participant_id FROM group_participants
              WHERE group_row_id = g.id AND participant_id = ANY ($2) AND ${IS_DEPARTURE}
              OFFSET 0) m
            WHERE g.session_id = $1 AND g.type = 'group') gone
     WHERE p.group_row_id = gone.id AND p.participant_id = gone.participant_id`,
    [session_id, ids],
  );
  await client.query(
    `UPDATE group_participants p SET name = NULL, masked_number = NULL
     FROM (SELECT g.id, m.participant_id FROM contacts g CROSS JOIN LATERAL (
             SELECT participant_id FROM group_participants
             WHERE group_row_id = g.id AND participant_id = ANY ($2)
               AND COALESCE(name, masked_number) IS NOT NULL OFFSET 0) m
           WHERE g.session_id = $1 AND g.type = 'group') named
     WHERE p.group_row_id = named.id AND p.participant_id = named.participant_id`,
    [session_id, ids],
  );
}

/** Condition: a complete listing missed the inactive contact c again, after the one that made it so. Of its session x. */
export const MISSED_AGAIN = `c.written_at < CASE WHEN c.type = 'group' THEN x.groups_listed_before_at
    WHEN c.on_whatsapp OR NOT x.include_without_whatsapp THEN x.contacts_listed_before_at
    ELSE x.without_whatsapp_listed_before_at END`;

/** The same for many persons, by one look at all members of the session. */
export function forgetMemberNames(
  client: ClientBase,
  session_id: string,
  ids: readonly string[],
): Promise<void> {
  return forgetNames(client, 'unnest($2::text[]) gone (id)', [session_id, ids]);
}

/** The same for all individuals of a session that a purge of `older_than` takes. */
export function forgetInactiveNames(
  client: ClientBase,
  session_id: string,
  older_than: Date,
): Promise<void> {
  const gone = `(WITH old AS (
      SELECT c.id, c.contact_id, c.lid FROM contacts c JOIN sessions x ON x.id = c.session_id
      WHERE c.session_id = $1 AND c.type = 'individual' AND c.status = 'inactive'
        AND c.written_at < $2 AND ${MISSED_AGAIN} AND ${HAS_NO_OWN_DATA})
    SELECT contact_id AS id FROM old UNION SELECT lid FROM old
    UNION SELECT a.address FROM contact_aliases a JOIN old ON old.id = a.contact_row_id) gone`;
  return forgetNames(client, gone, [session_id, older_than]);
}

/** `gone` is SQL of addresses in the session $1. */
async function forgetNames(
  client: ClientBase,
  gone: string,
  values: readonly unknown[],
): Promise<void> {
  const theirs = 'p.session_id = $1 AND p.participant_id = gone.id';
  await client.query(
    `DELETE FROM membership_changes h USING ${gone}
     WHERE h.session_id = $1 AND h.participant_id = gone.id`,
    [...values],
  );
  await client.query(
    `DELETE FROM group_participants p USING ${gone} WHERE ${theirs} AND ${IS_DEPARTURE}`,
    [...values],
  );
  await client.query(
    `UPDATE group_participants p SET name = NULL, masked_number = NULL FROM ${gone}
     WHERE ${theirs} AND COALESCE(p.name, p.masked_number) IS NOT NULL`,
    [...values],
  );
}
