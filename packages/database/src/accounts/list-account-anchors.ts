import type { Database } from '../connection/open-database.ts';
import { sqlParameters } from '../connection/sql.ts';
import { inReadTransaction } from '../connection/transactions.ts';
import type { SortOrder } from '../contacts/contact-order.ts';
import {
  type Anchors,
  anchorsOf,
  type Bucket,
  BY_HASH,
  NAME_VALUE,
  SAMPLED,
} from '../contacts/list-anchors.ts';
import { type AccountFilters, accountConditions, accountSearch } from './account-filters.ts';
import { entriesOf, ownedRows, ownersIn } from './count-entries.ts';
import type { AccountSort } from './find-candidates.ts';

/** Each order as a text; and the key of the place just before a value v. No address is between that and v. */
const VALUES: Readonly<Record<AccountSort, { value: string; key: string }>> = {
  address: { value: 'c.contact_id', key: 'left(v::text, -1)' },
  name: { value: NAME_VALUE, key: 'v::text' },
};

/** Of a million persons the groups by address fit. */
const IN_MEMORY = "SET LOCAL work_mem = '48MB'";

/**
 * `listAnchors` of the persons that the sessions know: each once, where its first row that matches stands. Throws
 * SearchTermInvalid.
 */
export async function listAccountAnchors(
  db: Database,
  options: AccountFilters & {
    session_ids: readonly string[];
    sort?: AccountSort;
    order?: SortOrder;
    apart?: number;
  },
): Promise<Anchors> {
  const { session_ids, sort = 'address', order = 'asc', apart } = options;
  const isRising = order === 'asc';
  if (session_ids.length === 0) return { anchors: [], total: 0 };
  const { value, key } = VALUES[sort];
  const parameters = sqlParameters(session_ids);
  const conditions = accountConditions(options, parameters) + accountSearch(options, parameters);
  const from = ownedRows('$1', 'individual', conditions);
  const rows = { from, place: value, takes: isRising ? 'min' : 'max' } as const;
  const ofPersons = "c.session_id = ANY ($1) AND c.type = 'individual'";
  return inReadTransaction(db, async (client) => {
    await client.query(`${BY_HASH}; ${IN_MEMORY}`);
    const { rows: buckets } = await client.query<Bucket>(
      `WITH ${ownersIn('$1')}, splitters AS MATERIALIZED (
         SELECT COALESCE(array_agg(v ORDER BY v), '{}') AS list FROM (
           SELECT DISTINCT (${value})::name AS v FROM contacts c
           WHERE ${ofPersons} AND c.id % ${SAMPLED} = 0) sampled
       ), entries AS (
         ${entriesOf(rows, session_ids.length === 1)}
       ), counted AS (
         SELECT width_bucket(place::name, (SELECT list FROM splitters)) AS bucket, count(*) AS rows
         FROM entries GROUP BY bucket
       )
       SELECT COALESCE(n.rows, 0) AS rows, ${key} AS key, 0::bigint AS id
       FROM (SELECT NULL::name AS v, 0 AS bucket UNION ALL SELECT v, bucket
             FROM splitters, unnest(list) WITH ORDINALITY s (v, bucket)) s
         LEFT JOIN counted n USING (bucket) ORDER BY bucket`,
      parameters.values,
    );
    return anchorsOf(buckets, { isRising, ...(apart !== undefined && { apart }) });
  });
}
