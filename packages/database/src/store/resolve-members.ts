import type { GrabContext } from './grab-context.ts';
import { ofSession } from './plan-settings.ts';

/**
 * Gives each staged member its canonical id, if this grab or an earlier one knows the phone of its LID.
 * Lists no person twice in a group. Runs after the contacts are written.
 */
export async function resolveMembers(context: GrabContext, havePairs: boolean): Promise<void> {
  const { client } = context;
  const { rows } = await client.query(
    'SELECT EXISTS (SELECT FROM staged_participants WHERE phone_number IS NULL) AS unresolved',
  );
  if (rows[0].unresolved) {
    if (havePairs) await takePhones(context, 'grab_pairs', CURRENT_LID);
    await collectStoredPhones(context);
    await takePhones(context, 'grab_known_phones');
  }
  await client.query(
    `DELETE FROM staged_participants p
     USING (SELECT seq, row_number() OVER (PARTITION BY group_contact_id, participant_id
                                           ORDER BY from_lid, seq DESC) AS place
            FROM staged_participants
            WHERE (group_contact_id, participant_id) IN (
              SELECT group_contact_id, participant_id FROM staged_participants
              GROUP BY group_contact_id, participant_id HAVING count(*) > 1)) d
     WHERE d.seq = p.seq AND d.place > 1`,
  );
}

/** A member under an older LID says nothing of the current one. */
const CURRENT_LID = 'CASE WHEN NOT k.is_older THEN s.lid END';

async function takePhones(
  { client }: GrabContext,
  source: string,
  lid: string = 's.lid',
): Promise<void> {
  await client.query(
    `UPDATE staged_participants s
     SET participant_id = k.contact_id, phone_number = k.phone_number, lid = ${lid}, from_lid = true
     FROM ${source} k WHERE s.phone_number IS NULL AND s.lid = k.lid`,
  );
}

/**
 * Finds the phones of LIDs without a phone: first from contacts, then from members of groups. Skips a
 * phone that now comes with another LID.
 */
async function collectStoredPhones({ client, session_id }: GrabContext): Promise<void> {
  await client.query(
    `CREATE TEMP TABLE grab_known_phones ON COMMIT DROP AS
     WITH unresolved AS (
       SELECT DISTINCT lid FROM staged_participants WHERE phone_number IS NULL
     ), known AS (
       SELECT 0 AS source, c.lid, c.contact_id, c.phone_number, c.written_at
         FROM contacts c JOIN unresolved u ON u.lid = c.lid
         WHERE ${ofSession('c')} AND c.phone_number IS NOT NULL
       UNION ALL
       SELECT 1, p.lid, p.participant_id, p.phone_number, p.written_at
         FROM group_participants p JOIN unresolved u ON u.lid = p.lid
         WHERE p.phone_number IS NOT NULL AND p.group_row_id = ANY (ARRAY(
           SELECT g.id FROM contacts g WHERE ${ofSession('g')} AND g.type = 'group'))
     ), best AS (
       SELECT DISTINCT ON (lid) * FROM known ORDER BY lid, source, written_at DESC
     )
     SELECT lid, contact_id, phone_number FROM best
     WHERE NOT EXISTS (SELECT FROM contacts c
                       WHERE ${ofSession('c')} AND c.contact_id = best.contact_id
                         AND c.lid <> best.lid)
       AND NOT EXISTS (SELECT FROM staged_participants s
                       WHERE s.participant_id = best.contact_id AND s.lid <> best.lid)`,
    [session_id],
  );
}
