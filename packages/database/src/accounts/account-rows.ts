import type { PoolClient } from 'pg';
import { sqlParameters } from '../connection/sql.ts';
import { type ContactRow, selectList } from '../contacts/contact-row.ts';
import { type AccountFilters, accountConditions, accountSearch } from './account-filters.ts';

/** What each account says of a person or group. */
export const ACCOUNT_FIELDS = [
  ...(['id', 'session_id', 'name', 'is_saved', 'is_business', 'is_blocked', 'is_admin'] as const),
  ...(['on_whatsapp', 'status', 'labels', 'tags', 'grabbed_at'] as const),
] as const;

export type AccountRow = Pick<ContactRow, (typeof ACCOUNT_FIELDS)[number]>;

/** A row with what it takes to find the others of the same person. */
export type LinkedRow = AccountRow & {
  contact_id: string;
  lid: string | null;
  has_phone: boolean;
  /** its place in the order of the list */
  place_key: string;
  /** whether the filters and the search of the list let it through */
  matches: boolean;
};

/** A row as the walk through a list finds it. */
export type Candidate = Pick<LinkedRow, 'id' | 'contact_id' | 'has_phone' | 'place_key'>;

export interface LinkOptions {
  session_ids: readonly string[];
  filters: AccountFilters;
  /** SQL: the first column of the order, of contacts c */
  place: string;
}

/**
 * All rows of the persons or groups that the candidates belong to, by the address that stands for each: the JID of the
 * phone where a session knows it, else the LID; or the group's JID.
 *
 * A row without a number belongs to the person with that number who has the row's LID, now or before, in one of the
 * sessions. If two numbers have had that LID, it belongs to neither.
 */
export async function linkRows(
  client: PoolClient,
  options: LinkOptions,
  candidates: readonly Candidate[],
): Promise<{ linked: ReadonlyMap<string, LinkedRow[]>; addressOf: (row: Candidate) => string }> {
  const owners = new Map<string, string | null>();
  const addressOf = ({ has_phone, contact_id }: Candidate) =>
    has_phone ? contact_id : (owners.get(contact_id) ?? contact_id);
  const learnOwners = async (rows: readonly Candidate[]) => {
    const lids = rows.filter((row) => isLid(row) && !owners.has(row.contact_id));
    const asked = lids.map(({ contact_id }) => contact_id);
    for (const [lid, owner] of await ownersOf(client, options.session_ids, asked)) {
      owners.set(lid, owner);
    }
  };
  await learnOwners(candidates);
  const addresses = new Set(candidates.map(addressOf));
  const rows = await rowsAt(client, options, [...addresses]);
  const lids = (await lidsOf(client, rows)).filter((lid) => !addresses.has(lid));
  const more = await rowsAt(client, options, lids);
  await learnOwners(more);
  const linked = Map.groupBy([...rows, ...more], addressOf);
  return { linked, addressOf };
}

const isLid = ({ contact_id }: Candidate) => contact_id.endsWith('@lid');

/** By LID: the JID of the phone that has or had it in these sessions. Null: several have. Absent: none has. */
async function ownersOf(
  client: PoolClient,
  session_ids: readonly string[],
  lids: readonly string[],
): Promise<Map<string, string | null>> {
  if (lids.length === 0) return new Map();
  const { rows } = await client.query<{ lid: string; owner: string | null }>(
    `SELECT lid, CASE WHEN min(phone) = max(phone) THEN min(phone) END AS owner FROM (
       SELECT c.lid, c.contact_id AS phone FROM contacts c
         WHERE c.session_id = ANY ($1) AND c.lid = ANY ($2) AND c.phone_number IS NOT NULL
       UNION ALL SELECT a.address, c.contact_id FROM contact_aliases a
         JOIN contacts c ON c.id = a.contact_row_id AND c.phone_number IS NOT NULL
         WHERE a.session_id = ANY ($1) AND a.address = ANY ($2)
     ) known GROUP BY lid`,
    [session_ids, lids],
  );
  return new Map(rows.map(({ lid, owner }) => [lid, owner]));
}

/** The rows with these addresses, in each of the sessions. */
async function rowsAt(
  client: PoolClient,
  { session_ids, filters, place }: LinkOptions,
  addresses: readonly string[],
): Promise<LinkedRow[]> {
  if (addresses.length === 0) return [];
  const parameters = sqlParameters(session_ids, addresses);
  const matches = accountConditions(filters, parameters) + accountSearch(filters, parameters);
  const { rows } = await client.query<LinkedRow>(
    `SELECT ${selectList(ACCOUNT_FIELDS)}, c.contact_id, c.lid, c.phone_number IS NOT NULL AS has_phone,
       ${place}::text AS place_key, (true${matches}) IS TRUE AS matches
     FROM contacts c JOIN sessions x ON x.id = c.session_id
     WHERE c.session_id = ANY ($1) AND c.contact_id = ANY ($2)`,
    parameters.values,
  );
  return rows;
}

/** The LIDs that the rows with a number have, and had. */
async function lidsOf(client: PoolClient, rows: readonly LinkedRow[]): Promise<string[]> {
  const known = rows.filter(({ has_phone }) => has_phone);
  if (known.length === 0) return [];
  const { rows: aliases } = await client.query<{ address: string }>(
    'SELECT address FROM contact_aliases WHERE contact_row_id = ANY ($1)',
    [known.map(({ id }) => id)],
  );
  const all = [...known.map(({ lid }) => lid), ...aliases.map(({ address }) => address)];
  return [...new Set(all.filter((lid) => lid !== null))];
}
