import type { Database } from '../connection/open-database.ts';
import type { NamedPerson } from './person-address.ts';

/** A number leads to its LIDs, and those to other numbers of the same person. More rounds find others. */
const MAX_ROUNDS = 4;

/**
 * All addresses of a person that the sessions store: the number, the LID and the older LIDs, of contacts and of
 * members of groups. A named address is always among them. Empty: no stored person has that username.
 */
export async function findAddresses(
  db: Pick<Database, 'pool'>,
  { session_ids, person }: { session_ids: readonly string[]; person: NamedPerson },
): Promise<string[]> {
  const named =
    person.by === 'address' ? person.jids : await byUsername(db, session_ids, person.username);
  return completeAddresses(db, { session_ids, addresses: named });
}

/** The addresses, and all others of the same person. */
export async function completeAddresses(
  db: Pick<Database, 'pool'>,
  options: { session_ids: readonly string[]; addresses: readonly string[] },
): Promise<string[]> {
  let found = [...options.addresses];
  for (let round = 0; round < MAX_ROUNDS && found.length > 0; round += 1) {
    const more = await beside(db, options.session_ids, found);
    if (more.length <= found.length) break;
    found = more;
  }
  return found;
}

async function byUsername(
  { pool }: Pick<Database, 'pool'>,
  session_ids: readonly string[],
  username: string,
): Promise<string[]> {
  const { rows } = await pool.query<{ address: string }>(
    `SELECT DISTINCT contact_id AS address FROM contacts
     WHERE session_id = ANY ($1) AND type = 'individual' AND lower(username) = $2`,
    [session_ids, username],
  );
  return rows.map(({ address }) => address);
}

/** The addresses, and those that stand beside one of them in a row. Reads all members: there is no index by LID. */
async function beside(
  { pool }: Pick<Database, 'pool'>,
  session_ids: readonly string[],
  addresses: readonly string[],
): Promise<string[]> {
  const { rows } = await pool.query<{ address: string }>(
    `WITH named AS (
       SELECT id, contact_id, lid FROM contacts WHERE session_id = ANY ($1) AND contact_id = ANY ($2)
       UNION SELECT id, contact_id, lid FROM contacts WHERE session_id = ANY ($1) AND lid = ANY ($2)
       UNION SELECT c.id, c.contact_id, c.lid FROM contact_aliases a
         JOIN contacts c ON c.id = a.contact_row_id
         WHERE a.session_id = ANY ($1) AND a.address = ANY ($2)
     ), members AS (
       SELECT participant_id, lid FROM group_participants
       WHERE session_id = ANY ($1) AND (participant_id = ANY ($2) OR lid = ANY ($2))
     )
     SELECT address FROM (
       SELECT unnest($2::text[]) AS address
       UNION SELECT contact_id FROM named UNION SELECT lid FROM named
       UNION SELECT a.address FROM contact_aliases a JOIN named n ON n.id = a.contact_row_id
       UNION SELECT participant_id FROM members UNION SELECT lid FROM members
     ) every WHERE address IS NOT NULL ORDER BY address`,
    [session_ids, addresses],
  );
  return rows.map(({ address }) => address);
}
