import type { GrabContext } from './grab-context.ts';

/** The stored memberships under a LID whose phone is now known. */
const BY_LID = `group_participants l JOIN grab_pairs g ON l.lid = g.lid
  WHERE l.session_id = $1 AND l.phone_number IS NULL`;

/** Moves stored memberships from LIDs to the phones that are now known; no group lists one person twice. */
export async function repointMembers({ client, session_id, now }: GrabContext): Promise<void> {
  await client.query(
    `DELETE FROM group_participants d
     USING (SELECT l.group_row_id, g.contact_id FROM ${BY_LID} AND l.status = 'active') known
     WHERE d.group_row_id = known.group_row_id AND d.participant_id = known.contact_id
       AND d.status = 'inactive'`,
    [session_id],
  );
  await client.query(
    `DELETE FROM group_participants d
     USING (SELECT l.group_row_id, l.participant_id, g.contact_id FROM ${BY_LID}) known
     WHERE d.group_row_id = known.group_row_id AND d.participant_id = known.participant_id
       AND EXISTS (SELECT FROM group_participants p
                   WHERE p.group_row_id = known.group_row_id
                     AND p.participant_id = known.contact_id)`,
    [session_id],
  );
  await client.query(
    `UPDATE group_participants l
     SET participant_id = g.contact_id, phone_number = g.phone_number, written_at = $2
     FROM grab_pairs g
     WHERE l.session_id = $1 AND l.phone_number IS NULL AND l.lid = g.lid`,
    [session_id, now],
  );
}
