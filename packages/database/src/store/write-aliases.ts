import type { GrabContext } from './grab-context.ts';

/**
 * Keeps the LIDs that rows had until this grab as their aliases. An address that a row has as its LID now
 * is no alias any more. Runs after the contacts are written. A grab that does not name an alias leaves it.
 */
export async function writeAliases(context: GrabContext): Promise<void> {
  const { client, session_id } = context;
  const { rows } = await client.query(
    `SELECT EXISTS (SELECT FROM grab_former_lids) AS new,
       EXISTS (SELECT FROM contact_aliases WHERE session_id = $1)
         AND EXISTS (SELECT FROM grab_match WHERE lid_is_new) AS taken`,
    [session_id],
  );
  if (rows[0].taken) await dropTaken(context);
  if (rows[0].new) await addAliases(context);
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

async function addAliases({ client, session_id }: GrabContext): Promise<void> {
  await client.query(
    `WITH newest AS (
       SELECT DISTINCT ON (lid) lid, row_id FROM grab_former_lids ORDER BY lid, row_id DESC
     ), held AS MATERIALIZED (
       SELECT lid FROM contacts
       WHERE session_id = $1 AND lid = ANY (ARRAY(SELECT lid FROM newest))
     )
     INSERT INTO contact_aliases (session_id, address, contact_row_id)
     SELECT $1::uuid, lid, row_id FROM newest n
     WHERE NOT EXISTS (SELECT FROM held h WHERE h.lid = n.lid)
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
