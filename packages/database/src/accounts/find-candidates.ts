import type { PoolClient } from 'pg';
import { type SqlParameters, sqlParameters } from '../connection/sql.ts';
import { numberBefore } from '../contacts/change-times.ts';
import { isAddressSearch, isNameSearch } from '../contacts/contact-filters.ts';
import { beyond, type SortOrder, WALK_IN_ORDER } from '../contacts/contact-order.ts';
import { SORT_NAME } from '../search/search-patterns.ts';
import {
  type AccountFilters,
  accountConditions,
  accountSearch,
  type ListedType,
} from './account-filters.ts';
import type { Candidate } from './account-rows.ts';

/** `address`: by number or LID, as text. `name`: by name without case and accents, those without a name last. */
export type AccountSort = 'address' | 'name';

/** The place of a row in an order. Of addresses the id does not matter: a person has one of them. */
export interface AccountPlace {
  key: string;
  id: number;
}

export interface CandidateOptions extends AccountFilters {
  session_ids: readonly string[];
  type: ListedType;
  sort: AccountSort;
  order: SortOrder;
}

/** Candidates in their order. Behind `end` there may be more; null: these are the last. */
export interface Candidates {
  rows: Candidate[];
  end: AccountPlace | null;
}

export const PLACE_COLUMNS: Readonly<Record<AccountSort, string>> = {
  address: 'c.contact_id',
  name: SORT_NAME,
};

/** Rows come from an index by what they hold, and are sorted. */
const LOOK_UP =
  'SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = on; SET LOCAL enable_sort = on';

/** If so few rows changed since a time, they are sorted. Else a walk in the order of the list soon finds some of them. */
const SORTED_ROWS = 20_000;

/** These have a small index of their own, or are few. */
function isLookedUp(options: CandidateOptions): boolean {
  const { type, status, blocked, on_whatsapp, label, tag, has_note, field } = options;
  const isOfFew = type === 'group' || status === 'inactive' || on_whatsapp === false;
  const isMarked = label !== undefined || tag !== undefined || field !== undefined;
  const isFlagged = blocked === true || has_note === true || options.has_username === true;
  const { ids, in_group } = options;
  const isNamed = ids !== undefined || in_group !== undefined || isAddressSearch(options);
  return isOfFew || isMarked || isFlagged || isNamed;
}

/** The rows after a place that the filters let through, from each session about as many as asked for. */
export async function findCandidates(
  client: PoolClient,
  options: CandidateOptions,
  { after, rows }: { after: AccountPlace | null; rows: number },
): Promise<Candidates> {
  if (isLookedUp(options) || (await hasFewChanged(client, options))) {
    return lookUp(client, options, { after, rows });
  }
  const searches = accountSearch(options, sqlParameters(options.session_ids)) !== '';
  if (!searches || (options.sort === 'name' && isNameSearch(options))) {
    return walk(client, options, { after, rows });
  }
  return lookUp(client, options, { after, rows });
}

/** SQL: the rows of the sessions ($1) with a change since a time, from the index of each session, as `c`. */
const changedRows = (time: string) =>
  `unnest($1::uuid[]) s (id) CROSS JOIN LATERAL (
     SELECT * FROM contacts o WHERE o.session_id = s.id
       AND o.changed_change > ${numberBefore('s.id', `${time}::timestamptz`)} OFFSET 0) c`;

async function hasFewChanged(
  client: PoolClient,
  { session_ids, changed_since }: CandidateOptions,
): Promise<boolean> {
  if (changed_since === undefined) return false;
  const { rowCount } = await client.query(
    `SELECT FROM ${changedRows('$2')} OFFSET ${SORTED_ROWS} LIMIT 1`,
    [session_ids, changed_since],
  );
  return rowCount === 0;
}

/** Where a search looks first: a frequent text is found there. */
export async function probe(
  client: PoolClient,
  options: CandidateOptions,
  { after, rows }: { after: AccountPlace | null; rows: number },
): Promise<Candidates | null> {
  const parameters = sqlParameters(options.session_ids);
  const search = accountSearch(options, parameters);
  if (search === '' || isLookedUp(options) || isNameSearch(options)) return null;
  await client.query(WALK_IN_ORDER);
  const { conditions, order, place } = partsOf(options, after, parameters);
  const { rows: found } = await client.query<Candidate & { session_id: string; last: boolean }>(
    `SELECT ${columns(place)}, c.session_id, c.last, (true${search}) AS matches
     FROM unnest($1::uuid[]) s (id) CROSS JOIN LATERAL (
       SELECT c.*, row_number() OVER (${order}) = ${rows} AS last FROM contacts c
       WHERE c.session_id = s.id${conditions} ${order} LIMIT ${rows}) c
     WHERE c.last OR (true${search}) ${order}`,
    parameters.values,
  );
  const lasts = found.flatMap((row, index) => (row.last ? [index] : []));
  const isMatch = (row: object) => (row as { matches: boolean }).matches;
  const [end] = lasts;
  if (end === undefined) return { rows: found.filter(isMatch), end: null };
  return { rows: found.slice(0, end + 1).filter(isMatch), end: placeOf(found[end]) };
}

async function walk(
  client: PoolClient,
  options: CandidateOptions,
  { after, rows }: { after: AccountPlace | null; rows: number },
): Promise<Candidates> {
  await client.query(WALK_IN_ORDER);
  const parameters = sqlParameters(options.session_ids);
  const { conditions, order, place } = partsOf(options, after, parameters);
  const search = accountSearch(options, parameters);
  const { rows: found } = await client.query<Candidate & { session_id: string }>(
    `SELECT c.* FROM unnest($1::uuid[]) s (id) CROSS JOIN LATERAL (
       SELECT ${columns(place)}, c.session_id, c.search_text FROM contacts c
       WHERE c.session_id = s.id${conditions}${search} ${order} LIMIT ${rows}) c
     ${order}`,
    parameters.values,
  );
  const counts = new Map<string, number>();
  // The first session whose part ends bounds what is known of all.
  const end = found.findIndex(({ session_id }) => {
    const count = (counts.get(session_id) ?? 0) + 1;
    counts.set(session_id, count);
    return count === rows;
  });
  if (end < 0) return { rows: found, end: null };
  return { rows: found.slice(0, end + 1), end: placeOf(found[end]) };
}

async function lookUp(
  client: PoolClient,
  options: CandidateOptions,
  { after, rows }: { after: AccountPlace | null; rows: number },
): Promise<Candidates> {
  await client.query(LOOK_UP);
  const parameters = sqlParameters(options.session_ids);
  const { conditions, order, place } = partsOf(options, after, parameters);
  const search = accountSearch(options, parameters);
  const most = rows + options.session_ids.length;
  const { changed_since } = options;
  const from =
    changed_since === undefined ? 'contacts c' : changedRows(parameters.add(changed_since));
  const { rows: found } = await client.query<Candidate>(
    `SELECT ${columns(place)} FROM (
       SELECT c.* FROM ${from} WHERE c.session_id = ANY ($1)${conditions}${search} OFFSET 0) c
     ${order} LIMIT ${most}`,
    parameters.values,
  );
  const isAll = found.length < most;
  return { rows: found, end: isAll ? null : placeOf(found.at(-1)) };
}

function partsOf(
  { session_ids: _, type, sort, order: direction, search: __, ...filters }: CandidateOptions,
  after: AccountPlace | null,
  parameters: SqlParameters,
) {
  const place = PLACE_COLUMNS[sort];
  const is = beyond(direction);
  const [order, isBehind] =
    sort === 'address'
      ? [`ORDER BY ${place} ${direction}`, after && `${place} ${is} ${parameters.add(after.key)}`]
      : [
          `ORDER BY ${place} ${direction}, c.id ${direction}`,
          after &&
            `(${place}, c.id) ${is} (${parameters.add(after.key)}, ${parameters.add(after.id)}::bigint)`,
        ];
  const ofType = ` AND c.type = '${type === 'group' ? 'group' : 'individual'}'`;
  const behind = isBehind === null ? '' : ` AND ${isBehind}`;
  return {
    place,
    order,
    conditions: ofType + behind + accountConditions(filters, parameters),
  };
}

const columns = (place: string) =>
  `c.id, c.contact_id, c.phone_number IS NOT NULL AS has_phone, ${place}::text AS place_key`;

function placeOf(row: Candidate | undefined): AccountPlace {
  if (row === undefined) throw new Error('a list without rows has no end');
  return { key: row.place_key, id: row.id };
}
