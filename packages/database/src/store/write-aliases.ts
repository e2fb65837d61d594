import type { GrabContext } from './grab-context.ts';

/**
 * Leaves each older LID of the grab at one person: not where it is the LID of a person with another phone,
 * and of two persons at the last.
 */
export async function settleOlderLids({ client }: GrabContext): Promise<void> {
  await client.query(
    `DELETE FROM staged_older_lids o USING staged_contacts s
     WHERE s.lid = o.lid AND s.phone_number IS NOT NULL`,
  );
  await client.query(
    `DELETE FROM staged_older_lids o
     USING (SELECT seq, row_number() OVER (PARTITION BY lid ORDER BY seq DESC) AS place
            FROM staged_older_lids) d
     WHERE d.seq = o.seq AND d.place > 1`,
  );
  await client.query('ANALYZE staged_older_lids');
}

/**
 * Keeps as aliases the LIDs that rows had until this grab, and those that WhatsApp maps to their phones. An
 * address that a row has as its LID now is no alias any more. Runs after the contacts are written. A grab
 * that does not name an alias leaves it.
 */
export async function writeAliases(context: GrabContext, hasOlderLids: boolean): Promise<void> {
  const { client, session_id } = context;
  const { rows } = await client.query(
    `SELECT EXISTS (SELECT FROM grab_former_lids) AS former,
       EXISTS (SELECT FROM contact_aliases WHERE session_id = $1)
         AND EXISTS (SELECT FROM grab_match WHERE lid_is_new) AS taken`,
    [session_id],
  );
  if (rows[0].taken) await dropTaken(context);
  if (hasOlderLids) await freeOlderLids(context);
  if (rows[0].former || hasOlderLids) await addAliases(context);
}

/** The new holder of the LID may be another person, or the same one who has it again. */
async function dropTaken({ client, session_id }: GrabContext): Promise<void> {
  await client.query(
    `DELETE FROM contact_aliases a USING staged_contacts s JOIN grab_match m USING (seq)
     WHERE m.lid_is_new AND a.session_id = $1 AND a.address = s.lid
       AND NOT EXISTS (SELECT FROM grab_refused r WHERE r.seq = m.seq)`,
    [session_id],
  );
}

/** A stored row of another phone loses a LID that WhatsApp now maps to this one. */
async function freeOlderLids({ client, session_id, now, change }: GrabContext): Promise<void> {
  await client.query(
    `WITH losers AS (
       UPDATE contacts c SET lid = NULL, written_at = $2, changed_change = $3,
         field_changes = c.field_changes || jsonb_build_object('lid', $3::bigint)
       FROM staged_older_lids o
       WHERE c.session_id = $1 AND c.lid = ANY (ARRAY(SELECT lid FROM staged_older_lids))
         AND c.lid = o.lid AND c.contact_id <> o.contact_id AND c.phone_number IS NOT NULL
       RETURNING c.id
     ) INSERT INTO grab_touched SELECT id FROM losers`,
    [session_id, now, change],
  );
}

/** What WhatsApp says of an address counts before what it was. */
async function addAliases({ client, session_id }: GrabContext): Promise<void> {
  await client.query(
    `WITH shown AS (
       SELECT 0 AS source, o.lid, c.id AS row_id
         FROM staged_older_lids o JOIN contacts c ON c.contact_id = o.contact_id
         WHERE c.session_id = $1
           AND c.contact_id = ANY (ARRAY(SELECT contact_id FROM staged_older_lids))
       UNION ALL SELECT 1, lid, row_id FROM grab_former_lids
     ), newest AS (
       SELECT DISTINCT ON (lid) lid, row_id FROM shown ORDER BY lid, source, row_id DESC
     ), held AS MATERIALIZED (
       SELECT lid FROM contacts
       WHERE session_id = $1 AND lid = ANY (ARRAY(SELECT lid FROM newest))
     )
     INSERT INTO contact_aliases (session_id, address, contact_row_id)
     SELECT $1::uuid, lid, row_id FROM newest n
     WHERE NOT EXISTS (SELECT FROM held h WHERE h.lid = n.lid)
       AND NOT EXISTS (SELECT FROM contact_aliases a WHERE a.session_id = $1
                       AND a.address = n.lid AND a.contact_row_id = n.row_id)
     ON CONFLICT (session_id, address) DO UPDATE SET contact_row_id = excluded.contact_row_id`,
    [session_id],
  );
}

/** The ids of the rows that have one of these addresses as an alias. */
export async function holdersOfAliases(
  { client, session_id }: GrabContext,
  addresses: readonly string[],
): Promise<string[]> {
  if (addresses.length === 0) return [];
  const { rows } = await client.query<{ contact_id: string }>(
    `SELECT contact_id FROM contacts WHERE id = ANY (ARRAY(
       SELECT contact_row_id FROM contact_aliases WHERE session_id = $1 AND address = ANY ($2)))`,
    [session_id, addresses],
  );
  return rows.map(({ contact_id }) => contact_id);
}
