import type { GrabContext } from './grab-context.ts';
import { ofSession, unresolvedOfSession } from './plan-settings.ts';

/**
 * Finds the phones of the LIDs that are without one, in this grab or in the database, as far as this
 * grab's entries show them: contacts before members, later ones before earlier ones, one LID to one
 * phone. Answers whether there are any.
 */
export async function pairIdentities({ client, session_id }: GrabContext): Promise<boolean> {
  const { rowCount } = await client.query(
    `WITH unresolved AS (
       SELECT lid FROM staged_contacts WHERE type = 'individual' AND phone_number IS NULL
       UNION SELECT lid FROM staged_participants WHERE phone_number IS NULL
       UNION SELECT lid FROM contacts c
         WHERE ${ofSession('c')} AND type = 'individual' AND phone_number IS NULL
       UNION SELECT lid FROM group_participants m WHERE ${unresolvedOfSession('m')}
     ), shown AS (
       SELECT 0 AS source, seq, lid, contact_id, phone_number
         FROM staged_contacts JOIN unresolved USING (lid) WHERE phone_number IS NOT NULL
       UNION ALL
       SELECT 1, seq, lid, participant_id, phone_number
         FROM staged_participants JOIN unresolved USING (lid) WHERE phone_number IS NOT NULL
     ), by_lid AS (
       SELECT DISTINCT ON (lid) * FROM shown ORDER BY lid, source, seq DESC
     )
     INSERT INTO grab_pairs (lid, contact_id, phone_number)
     SELECT DISTINCT ON (contact_id) lid, contact_id, phone_number
     FROM by_lid ORDER BY contact_id, source, seq DESC`,
    [session_id],
  );
  if (rowCount === 0) return false;
  await client.query('ANALYZE grab_pairs');
  return true;
}
