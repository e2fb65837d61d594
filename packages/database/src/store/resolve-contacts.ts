import { STORED_FIELDS } from '../contacts/contact-fields.ts';
import type { GrabContext } from './grab-context.ts';
import { ofSession, unresolvedOfSession } from './plan-settings.ts';

/**
 * Finds the phones of the LIDs that are without one, in this grab or in the database, as far as this
 * grab's entries show them: contacts before members, later ones before earlier ones. A phone gets one LID,
 * and any number of older ones. Answers whether there are any.
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
       SELECT 0 AS source, seq, lid, contact_id, phone_number, false AS is_older
         FROM staged_contacts JOIN unresolved USING (lid) WHERE phone_number IS NOT NULL
       UNION ALL
       SELECT 1, seq, lid, participant_id, phone_number, false
         FROM staged_participants JOIN unresolved USING (lid) WHERE phone_number IS NOT NULL
       UNION ALL
       SELECT 2, seq, lid, contact_id, phone_number, true
         FROM staged_older_lids JOIN unresolved USING (lid)
     ), by_lid AS (
       SELECT DISTINCT ON (lid) * FROM shown ORDER BY lid, source, seq DESC
     ), current AS (
       SELECT DISTINCT ON (contact_id) * FROM by_lid WHERE NOT is_older
       ORDER BY contact_id, source, seq DESC
     )
     INSERT INTO grab_pairs (lid, contact_id, phone_number, is_older)
     SELECT lid, contact_id, phone_number, is_older FROM current
     UNION ALL SELECT lid, contact_id, phone_number, is_older FROM by_lid WHERE is_older`,
    [session_id],
  );
  if (rowCount === 0) return false;
  await client.query('ANALYZE grab_pairs');
  return true;
}

/** Columns that one entry of a contact takes from the others where its own is null. */
const FILLED = STORED_FIELDS.filter((field) => field.merge === 'fill').map(({ name }) => name);

/** Gives each staged contact its canonical id, and makes one of those that turn out to be the same. */
export async function resolveContacts(context: GrabContext, havePairs: boolean): Promise<void> {
  const { client } = context;
  if (havePairs) {
    await client.query(
      `UPDATE staged_contacts s
       SET contact_id = p.contact_id, phone_number = p.phone_number, from_lid = true
       FROM grab_pairs p
       WHERE s.type = 'individual' AND s.phone_number IS NULL AND s.lid = p.lid`,
    );
  }
  await takeStoredPhones(context);
  const { rows } = await client.query(
    `SELECT EXISTS (SELECT FROM staged_contacts GROUP BY contact_id HAVING count(*) > 1) AS ids,
       EXISTS (SELECT FROM staged_contacts WHERE lid IS NOT NULL
               GROUP BY lid HAVING count(*) > 1) AS lids`,
  );
  if (rows[0].ids) await mergeDuplicates(context);
  if (rows[0].lids) await keepLastHolderOfLid(context);
}

/** A LID whose phone an earlier grab learned, unless that phone now comes with another LID. */
async function takeStoredPhones({ client, session_id }: GrabContext): Promise<void> {
  await client.query(
    `UPDATE staged_contacts s
     SET contact_id = c.contact_id, phone_number = c.phone_number, from_lid = true
     FROM contacts c
     WHERE s.type = 'individual' AND s.phone_number IS NULL
       AND ${ofSession('c')} AND c.lid = s.lid AND c.phone_number IS NOT NULL
       AND NOT EXISTS (SELECT FROM staged_contacts t
                       WHERE t.contact_id = c.contact_id AND t.lid <> s.lid)`,
    [session_id],
  );
}

/**
 * The entry on WhatsApp wins, then the one with the phone, then the last one. Missing values come from the
 * others.
 */
async function mergeDuplicates({ client }: GrabContext): Promise<void> {
  await client.query(
    `CREATE TEMP TABLE grab_duplicates ON COMMIT DROP AS
     SELECT seq, contact_id,
       row_number() OVER (
         PARTITION BY contact_id ORDER BY NOT on_whatsapp, from_lid, seq DESC) AS place
     FROM staged_contacts
     WHERE contact_id IN (SELECT contact_id FROM staged_contacts
                          GROUP BY contact_id HAVING count(*) > 1)`,
  );
  const first = (column: string): string =>
    `(array_agg(o.${column} ORDER BY d.place) FILTER (WHERE o.${column} IS NOT NULL))[1]`;
  await client.query(
    `UPDATE staged_contacts s
     SET members_complete = best.members_complete,
       ${FILLED.map((column) => `${column} = best.${column}`).join(', ')}
     FROM (SELECT d.contact_id, bool_and(o.members_complete) AS members_complete,
             ${FILLED.map((column) => `${first(column)} AS ${column}`).join(', ')}
           FROM grab_duplicates d JOIN staged_contacts o USING (seq) GROUP BY d.contact_id) best
     WHERE s.contact_id = best.contact_id`,
  );
  await client.query(
    'DELETE FROM staged_contacts s USING grab_duplicates d WHERE d.seq = s.seq AND d.place > 1',
  );
}

/** One LID is one person: of several phones with the same LID the last has it. */
async function keepLastHolderOfLid({ client }: GrabContext): Promise<void> {
  await client.query(
    `UPDATE staged_contacts s SET lid = NULL
     WHERE s.phone_number IS NOT NULL AND EXISTS (
       SELECT FROM staged_contacts t WHERE t.lid = s.lid AND t.seq > s.seq)`,
  );
}
