import { isUuid } from '@grabber/primitives/uuid';
import type { PoolClient } from 'pg';
import type { Database } from '../connection/open-database.ts';
import { sqlParameters } from '../connection/sql.ts';
import { inReadTransaction } from '../connection/transactions.ts';
import {
  type ContactFilters,
  contactSource,
  filterConditions,
  isAddressSearch,
  isNameSearch,
  searchCondition,
} from './contact-filters.ts';
import {
  beyond,
  type ContactPlace,
  type ContactSort,
  SORT_KEYS,
  type SortOrder,
  usualOrder,
  WALK_IN_ORDER,
} from './contact-order.ts';
import { CONTACT_ROW_COLUMNS, type ContactRow } from './contact-row.ts';
import { pageOf } from './page-bytes.ts';

/**
 * How many rows a search scans in the page's order at most, before it uses the index. A frequent text is
 * found among them. A rare text has so few rows that they can be sorted.
 */
const WALKED_ROWS = 20_000;
/** The rows that are scanned first: they show how frequent the text is. */
const PROBED_ROWS = 2_000;

/** If filters let no more rows through, these are sorted. Else a walk in the page's order soon finds some of them. */
const SORTED_ROWS = 5_000;

/** Rows come from the index of what they hold, and are sorted. */
const LOOK_UP =
  'SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = on; SET LOCAL enable_bitmapscan = on; SET LOCAL enable_indexscan = off';

export interface ListContactsOptions extends ContactFilters {
  session_id: string;
  /** default `stored` */
  sort?: ContactSort;
  /** default: descending for `changed`, ascending for the others */
  order?: SortOrder;
  /** where the page before ended; absent or null: from the start */
  after?: ContactPlace | null;
  limit: number;
  /** count all that the filters let through: this reads them */
  with_total?: boolean;
  /** how many rows a search looks at at most, before it asks the index */
  walked_rows?: number;
}

export interface ContactsPage {
  rows: ContactRow[];
  /** where the next page begins; null: this is the last one */
  next: ContactPlace | null;
  /** exact, and of the same moment as the rows; null: not asked for */
  total: number | null;
}

/**
 * A page of a session's stored contacts, including inactive ones unless filtered. Writes between two
 * pages neither repeat nor hide rows, except rows whose own place moves.
 */
export async function listContactsPage(
  db: Database,
  options: ListContactsOptions,
): Promise<ContactsPage> {
  if (!isUuid(options.session_id))
    return { rows: [], next: null, total: options.with_total ? 0 : null };
  return inReadTransaction(db, async (client) => {
    const total = options.with_total === true ? await countContacts(client, options) : null;
    const found = await findRows(client, options);
    const { rows, more } = pageOf(found, options.limit);
    const last = more ? rows.at(-1) : undefined;
    return {
      rows: rows.map(({ sort_key, ...row }) => row),
      next: last === undefined ? null : { key: last.sort_key, id: last.id },
      total,
    };
  });
}

type KeyedRow = ContactRow & { sort_key: string };

/** One row more than a page has, where there is one. */
async function findRows(client: PoolClient, options: ListContactsOptions): Promise<KeyedRow[]> {
  const { in_group, ids } = options;
  const isNamed = in_group !== undefined || ids !== undefined;
  if (isNamed || isAddressSearch(options) || isNameSearch(options)) {
    return query(client, options, { way: 'all' });
  }
  const few = await countFew(client, options);
  if (few !== null) return few === 0 ? [] : query(client, options, { way: 'looked-up' });
  await client.query(WALK_IN_ORDER);
  const searches = searchCondition(options, sqlParameters()) !== '';
  if (!searches) return query(client, options, { way: 'all' });
  const most = options.walked_rows ?? WALKED_ROWS;
  const probed = Math.min(PROBED_ROWS, most);
  const first = await query(client, options, { way: 'first', rows: probed });
  if (first.length > options.limit) return first;
  const isFrequent = (first.length / probed) * most > options.limit;
  const isSmall = !(await hasMoreStored(client, options.session_id, most));
  if (isSmall && !(await hasMoreRows(client, options, probed))) return first;
  if (isFrequent || isSmall) {
    const walked = await query(client, options, { way: 'first', rows: most });
    if (isSmall || walked.length > options.limit) return walked;
  }
  await client.query(LOOK_UP);
  return query(client, options, { way: 'looked-up' });
}

/** What an order and a search look at. To read a whole row for each candidate takes twice as long. */
const CANDIDATE = 'c.id, c.type, c.changed_change, c.search_text, c.own_text';

async function query(
  client: PoolClient,
  options: ListContactsOptions,
  {
    way,
    rows: walked,
  }: { way: 'all' | 'looked-up'; rows?: never } | { way: 'first'; rows: number },
): Promise<KeyedRow[]> {
  const parameters = sqlParameters(options.session_id);
  const { key, order, after } = ordering(options, parameters);
  const from = contactSource(options, parameters);
  const filters = filterConditions(options, parameters);
  const search = searchCondition(options, parameters);
  const chosen = `SELECT ${CANDIDATE} FROM ${from} WHERE c.session_id = $1${after}${filters}`;
  const candidates = {
    all: `${chosen}${search}`,
    first: `${chosen} ${order} LIMIT ${walked}`,
    // Not to be merged with the order outside, which another index has.
    'looked-up': `${chosen}${search} OFFSET 0`,
  }[way];
  const limit = parameters.add(options.limit + 1);
  // The rows are chosen first: joined before that, the session would be looked up for each candidate.
  const { rows } = await client.query<KeyedRow>(
    `SELECT ${CONTACT_ROW_COLUMNS}, ${key}::text AS sort_key
     FROM (SELECT c.id FROM (${candidates}) c
       WHERE true${way === 'first' ? search : ''} ${order} LIMIT ${limit}) chosen
     CROSS JOIN LATERAL (SELECT * FROM contacts o WHERE o.id = chosen.id OFFSET 0) c
     JOIN sessions x ON x.id = $1 ${order}`,
    parameters.values,
  );
  return rows;
}

/** Whether a walk could pass the whole address book before it finds a row. */
function mayMatchFew({ status, blocked, on_whatsapp, label, tag, ...others }: ListContactsOptions) {
  const { has_note, field, has_username, changed_since, sort } = others;
  const isOfFew = status === 'inactive' || on_whatsapp === false;
  const isMarked = label !== undefined || tag !== undefined || field !== undefined;
  const isFlagged = blocked === true || has_note === true || has_username === true;
  // In the order of changes the changed rows stand together.
  return isOfFew || isMarked || isFlagged || (changed_since !== undefined && sort !== 'changed');
}

/**
 * How many rows the filters let through, without the search. Null: too many to be sorted. Otherwise the next query finds
 * them by what they hold.
 */
async function countFew(client: PoolClient, options: ListContactsOptions): Promise<number | null> {
  if (!mayMatchFew(options)) return null;
  await client.query(LOOK_UP);
  const parameters = sqlParameters(options.session_id);
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(*) FROM (SELECT FROM contacts c
       WHERE c.session_id = $1${filterConditions(options, parameters)}
       LIMIT ${SORTED_ROWS + 1}) few`,
    parameters.values,
  );
  const count = rows[0]?.count ?? 0;
  return count > SORTED_ROWS ? null : count;
}

async function hasMoreRows(
  client: PoolClient,
  options: ListContactsOptions,
  than: number,
): Promise<boolean> {
  const parameters = sqlParameters(options.session_id);
  const { order, after } = ordering(options, parameters);
  const filters = filterConditions(options, parameters);
  const { rowCount } = await client.query(
    `SELECT FROM contacts c WHERE c.session_id = $1${after}${filters}
     ${order} OFFSET ${than} LIMIT 1`,
    parameters.values,
  );
  return rowCount === 1;
}

/**
 * Whether the session has more rows than that. The filters and the place are left out: an index answers this without
 * the rows, of which reading so many takes longer than most searches.
 */
async function hasMoreStored(
  client: PoolClient,
  session_id: string,
  than: number,
): Promise<boolean> {
  const { rowCount } = await client.query(
    'SELECT FROM contacts WHERE session_id = $1 OFFSET $2 LIMIT 1',
    [session_id, than],
  );
  return rowCount === 1;
}

function ordering(options: ListContactsOptions, parameters: ReturnType<typeof sqlParameters>) {
  const sort = options.sort ?? 'stored';
  const direction = options.order ?? usualOrder(sort);
  const key = SORT_KEYS[sort];
  const place = options.after ?? null;
  const after =
    place === null
      ? ''
      : ` AND (${key.column}, c.id) ${beyond(direction)} (${parameters.add(place.key)}::${key.type}, ${parameters.add(place.id)}::bigint)`;
  return {
    key: key.column,
    order: `ORDER BY ${key.column} ${direction}, c.id ${direction}`,
    after,
  };
}

async function countContacts(client: PoolClient, options: ListContactsOptions): Promise<number> {
  const parameters = sqlParameters(options.session_id);
  const from = contactSource(options, parameters);
  const conditions = filterConditions(options, parameters) + searchCondition(options, parameters);
  const { rows } = await client.query<{ total: number }>(
    `SELECT count(*) AS total FROM ${from} WHERE c.session_id = $1${conditions}`,
    parameters.values,
  );
  return rows[0]?.total ?? 0;
}
