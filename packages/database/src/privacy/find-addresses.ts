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
async function completeAddresses(
  db: Pick<Database, 'pool'>,
  options: { session_ids: readonly string[]; addresses: readonly string[] },
): Promise<string[]> {
  const { session_ids, addresses } = options;
  const persons = addresses.map((address) => [address]);
  return (await linkAddresses(db, { session_ids, persons })).flat().toSorted();
}

/** The addresses of persons with all others of the same person. Two that share one become one person. */
export async function linkAddresses(
  db: Pick<Database, 'pool'>,
  options: { session_ids: readonly string[]; persons: readonly (readonly string[])[] },
): Promise<string[][]> {
  const persons = disjointSets();
  for (const [first, ...others] of options.persons) {
    if (first === undefined) continue;
    for (const other of [first, ...others]) persons.join(first, other);
  }
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const known = persons.members();
    if (known.length === 0) break;
    for (const [one, other] of await beside(db, options.session_ids, known)) {
      persons.join(one, other);
    }
    if (persons.members().length === known.length) break;
  }
  return persons.sets();
}

/** Addresses in sets, of which each is one person. */
function disjointSets() {
  const sets = new Map<string, string[]>();
  const setOf = (one: string) => {
    const set = sets.get(one) ?? [one];
    sets.set(one, set);
    return set;
  };
  return {
    join(one: string, other: string): void {
      const [into, from] = [setOf(one), setOf(other)];
      if (into === from) return;
      into.push(...from);
      for (const moved of from) sets.set(moved, into);
    },
    members: () => [...sets.keys()],
    sets: () => [...new Set(sets.values())],
  };
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

/** Pairs of addresses that stand in one row, of which one is given. Reads all members: there is no index by LID. */
async function beside(
  { pool }: Pick<Database, 'pool'>,
  session_ids: readonly string[],
  addresses: readonly string[],
): Promise<[string, string][]> {
  const { rows } = await pool.query<{ one: string; other: string }>(
    `WITH named AS (
       SELECT id, contact_id, lid FROM contacts WHERE session_id = ANY ($1) AND contact_id = ANY ($2)
       UNION SELECT id, contact_id, lid FROM contacts WHERE session_id = ANY ($1) AND lid = ANY ($2)
       UNION SELECT c.id, c.contact_id, c.lid FROM contact_aliases a
         JOIN contacts c ON c.id = a.contact_row_id
         WHERE a.session_id = ANY ($1) AND a.address = ANY ($2)
     )
     SELECT contact_id AS one, COALESCE(lid, contact_id) AS other FROM named
     UNION SELECT n.contact_id, a.address FROM contact_aliases a
       JOIN named n ON n.id = a.contact_row_id
     UNION SELECT participant_id, COALESCE(lid, participant_id) FROM group_participants
       WHERE session_id = ANY ($1) AND (participant_id = ANY ($2) OR lid = ANY ($2))`,
    [session_ids, addresses],
  );
  return rows.map(({ one, other }) => [one, other]);
}
