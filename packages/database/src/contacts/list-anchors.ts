import { isUuid } from '@grabber/primitives/uuid';
import type { Database } from '../connection/open-database.ts';
import { sqlParameters } from '../connection/sql.ts';
import { inReadTransaction } from '../connection/transactions.ts';
import {
  type ContactFilters,
  contactSource,
  filterConditions,
  searchCondition,
} from './contact-filters.ts';
import {
  type ContactPlace,
  type ContactSort,
  type SortOrder,
  usualOrder,
} from './contact-order.ts';

/** A place of a list, and how many rows stand before it: a page can begin there. */
export type Anchor = { readonly place: ContactPlace; readonly before: number };

export interface Anchors {
  anchors: Anchor[];
  /** how many rows the filters let through */
  total: number;
}

/** One row of so many becomes a splitter: its `id` can be divided by this. */
export const SAMPLED = 199;
/** At least so many rows are between two anchors. More splitters than that only make the distances even. */
const APART = 500;

/** Above the ids of all rows. */
const AFTER_GROUPS = 2 ** 52;
/** An id has fewer bits. */
const ID_BITS = 40;

/** The order by name as far as Postgres compares it here. */
export const NAME_VALUE = 'left(c.search_text, 63)';

/**
 * Each order as one value of a fixed length, because Postgres finds such values among the splitters by halves; and the
 * place of a value v, as SQL. Two names count as one if their first 63 bytes are the same.
 */
const VALUES: Readonly<Record<ContactSort, { value: string; key: string; id: string }>> = {
  stored: {
    value: `(CASE c.type WHEN 'group' THEN 0 ELSE ${AFTER_GROUPS} END + c.id)`,
    key: `CASE WHEN v < ${AFTER_GROUPS} THEN 'group' ELSE 'individual' END`,
    id: `v % ${AFTER_GROUPS}`,
  },
  // No row has this id: in both orders the place is before all rows of that name.
  name: { value: `${NAME_VALUE}::name`, key: 'v::text', id: '0::bigint' },
  changed: {
    value: `(c.changed_change * ${2 ** ID_BITS} + c.id)`,
    key: `(v >> ${ID_BITS})::text`,
    id: `v & ${2 ** ID_BITS - 1}`,
  },
};

/** The place just before the row of a splitter, in the rising order; in the other one the row itself is before it. */
const placeId = (sort: ContactSort, id: string, isRising: boolean): string =>
  isRising && sort !== 'name' ? `(${id}) - 1` : id;

/** The rows that stand between two splitters. Those before the first one have the number 0, and no place. */
export type Bucket = { rows: number; key: string | null; id: number | null };

/**
 * Places at about every 500th row of a list, in its order, each with the exact number of rows before it. It reads each
 * row that the filters let through once, and sorts none. Throws SearchTermInvalid.
 */
export async function listAnchors(
  db: Database,
  options: ContactFilters & {
    session_id: string;
    sort?: ContactSort;
    order?: SortOrder;
    apart?: number;
  },
): Promise<Anchors> {
  const { session_id, sort = 'stored', apart = APART } = options;
  const isRising = (options.order ?? usualOrder(sort)) === 'asc';
  if (!isUuid(session_id)) return { anchors: [], total: 0 };
  const { value, key, id } = VALUES[sort];
  const parameters = sqlParameters(session_id);
  const from = contactSource(options, parameters);
  const conditions = filterConditions(options, parameters) + searchCondition(options, parameters);
  return inReadTransaction(db, async (client) => {
    await client.query(BY_HASH);
    const { rows } = await client.query<Bucket>(
      `WITH splitters AS MATERIALIZED (
         SELECT COALESCE(array_agg(v ORDER BY v), '{}') AS list FROM (
           SELECT DISTINCT ${value} AS v FROM contacts c
           WHERE c.session_id = $1 AND c.id % ${SAMPLED} = 0) sampled
       ), counted AS (
         SELECT width_bucket(${value}, (SELECT list FROM splitters)) AS bucket, count(*) AS rows
         FROM ${from} WHERE c.session_id = $1${conditions} GROUP BY bucket
       )
       SELECT COALESCE(n.rows, 0) AS rows, ${key} AS key, ${placeId(sort, id, isRising)} AS id
       FROM (SELECT NULL AS v, 0 AS bucket UNION ALL SELECT v, bucket
             FROM splitters, unnest(list) WITH ORDINALITY s (v, bucket)) s
         LEFT JOIN counted n USING (bucket) ORDER BY bucket`,
      parameters.values,
    );
    return anchorsOf(rows, { isRising, apart });
  });
}

/** The groups are few. To sort all rows would take seconds. */
export const BY_HASH = 'SET LOCAL enable_sort = off';

/** The anchors in the order of the list, from the buckets by rising values. */
export function anchorsOf(
  buckets: readonly Bucket[],
  { isRising, apart = APART }: { isRising: boolean; apart?: number },
): Anchors {
  const total = buckets.reduce((sum, { rows }) => sum + rows, 0);
  const anchors: Anchor[] = [];
  const addIfFar = (key: string, id: number, before: number) => {
    const last = anchors.at(-1)?.before ?? 0;
    if (before - last >= apart && before < total) anchors.push({ place: { key, id }, before });
  };
  let before = 0;
  for (const { rows, key, id } of isRising ? buckets : buckets.toReversed()) {
    // The place of a splitter is before its own rows in the rising order, and behind them in the other one.
    if (!isRising) before += rows;
    if (key !== null && id !== null) addIfFar(key, id, before);
    if (isRising) before += rows;
  }
  return { anchors, total };
}
