import { STORED_FIELDS } from '../contacts/contact-fields.ts';
import type { GrabContext } from './grab-context.ts';
import { ofSession } from './plan-settings.ts';

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

/** The entry with the phone wins, then the last; what it does not know comes from the others. */
async function mergeDuplicates({ client }: GrabContext): Promise<void> {
  await client.query(
    `CREATE TEMP TABLE grab_duplicates ON COMMIT DROP AS
     SELECT seq, contact_id,
       row_number() OVER (PARTITION BY contact_id ORDER BY from_lid, seq DESC) AS place
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
