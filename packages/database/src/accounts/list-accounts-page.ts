import type { PoolClient } from 'pg';
import type { Database } from '../connection/open-database.ts';
import { inReadTransaction } from '../connection/transactions.ts';
import type { SortOrder } from '../contacts/contact-order.ts';
import { CONTACT_ROW_COLUMNS, type ContactRow } from '../contacts/contact-row.ts';
import { pageOf } from '../contacts/page-bytes.ts';
import type { AccountFilters } from './account-filters.ts';
import {
  ACCOUNT_FIELDS,
  type AccountRow,
  type Candidate,
  type LinkedRow,
  linkRows,
} from './account-rows.ts';
import { countEntries } from './count-entries.ts';
import {
  type AccountPlace,
  type AccountSort,
  type CandidateOptions,
  type Candidates,
  findCandidates,
  PLACE_COLUMNS,
  probe,
} from './find-candidates.ts';

/** How many rows a search looks at in the order of the page, before it asks the index. */
const PROBED_ROWS = 20_000;
/** After so many rows a page ends, however few it has: the others were of persons on earlier pages. */
const MAX_LINKED = 4_000;
/** How many rows of all sessions are read first, and at most. */
const FIRST_ROWS = 5_000;
const MAX_ROWS = 40_000;
/** The most persons whose rows are read at once. */
const CHUNK = 250;
/** What the accounts of a page may be: more do not fit in its bytes. */
const MAX_ACCOUNTS = 2_500;

/** Of a page's own: neither bitmap nor sort is avoided, as in the walk. */
const BY_INDEX =
  'SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = on; SET LOCAL enable_sort = on';

/** A person or group with what each account says of it. */
export interface AccountEntry {
  /** the row of the account that knows most of it */
  contact: ContactRow;
  /** in the order of the sessions */
  accounts: AccountRow[];
}

export interface ListAccountsOptions extends AccountFilters {
  /** of one workspace, in the order in which their accounts are shown */
  session_ids: readonly string[];
  type: CandidateOptions['type'];
  /** default `address` */
  sort?: AccountSort;
  /** default `asc` */
  order?: SortOrder;
  /** where the page before ended; absent or null: from the start */
  after?: AccountPlace | null;
  limit: number;
  /** count all that the filters let through: this reads them */
  with_total?: boolean;
  /** after how many rows the page ends, however few entries it has */
  max_linked?: number;
}

export interface AccountsPage {
  entries: AccountEntry[];
  /** where the next page begins, also of a page without entries; null: this is the last one */
  next: AccountPlace | null;
  /** exact, and of the same moment as the entries; null: not asked for */
  total: number | null;
}

/** Where an entry is in the order, with all rows of it. */
type Found = { place: AccountPlace; rows: LinkedRow[] };

/**
 * A page of the persons or groups that the sessions know: each once, if the row of one session at least matches. It
 * stands where its first row that matches stands.
 */
export async function listAccountsPage(
  db: Database,
  options: ListAccountsOptions,
): Promise<AccountsPage> {
  if (options.session_ids.length === 0) {
    return { entries: [], next: null, total: options.with_total ? 0 : null };
  }
  return inReadTransaction(db, async (client) => {
    const total = options.with_total === true ? await countAll(client, options) : null;
    const { found, end } = await findEntries(client, options);
    const entries = await completeEntries(client, found, options);
    const { rows, more } = pageOf(entries, options.limit);
    const next = more ? (found[rows.length - 1]?.place ?? null) : end;
    return { entries: rows, next, total };
  });
}

function countAll(client: PoolClient, options: ListAccountsOptions): Promise<number> {
  const {
    session_ids,
    type,
    sort: _,
    order: __,
    after: ___,
    with_total: ____,
    ...filters
  } = options;
  return countEntries(client, { session_ids, type, filters });
}

/** The entries of a page. `end`: where to go on; null: there are no more. */
async function findEntries(
  client: PoolClient,
  { session_ids, type, after = null, limit, ...rest }: ListAccountsOptions,
): Promise<{ found: readonly Found[]; end: AccountPlace | null }> {
  const {
    with_total: _,
    max_linked = MAX_LINKED,
    sort = 'address',
    order = 'asc',
    ...filters
  } = rest;
  const options: CandidateOptions = { ...filters, session_ids, type, sort, order };
  const most = { limit, linked: max_linked };
  const perSession = Math.max(limit + 1, Math.ceil(PROBED_ROWS / session_ids.length));
  const probed = await probe(client, options, { after, rows: perSession });
  if (probed !== null) {
    const entries = createEntries(client, options, most);
    const isDone = await entries.add(probed);
    if (isDone || probed.end === null) return entries.page(!isDone);
  }
  const entries = createEntries(client, options, most);
  const perStep = (rows: number) => Math.ceil(rows / session_ids.length);
  let place = after;
  for (let rows = Math.min(limit + 1, perStep(FIRST_ROWS)); ; ) {
    const candidates = await findCandidates(client, options, { after: place, rows });
    const isDone = await entries.add(candidates);
    if (isDone || candidates.end === null) return entries.page(!isDone);
    place = candidates.end;
    rows = Math.max(rows, Math.min(rows * 2, perStep(MAX_ROWS)));
  }
}

/** The entries of a page as they are found, and one more where there is one. */
function createEntries(
  client: PoolClient,
  options: CandidateOptions,
  most: { limit: number; linked: number },
) {
  const { session_ids, type: _, sort, order, ...filters } = options;
  const link = { session_ids, filters, place: PLACE_COLUMNS[sort] };
  const seen = new Set<string>();
  const found: Found[] = [];
  let accounts = 0;
  let linkedRows = 0;
  let last: AccountPlace | null = null;
  const { limit } = most;
  const isFull = () => found.length > limit || (found.length > 1 && accounts > MAX_ACCOUNTS);
  return {
    /** Adds those that begin among the candidates. True: the page is full, or has looked at enough. */
    async add(candidates: Candidates): Promise<boolean> {
      const rows = sort === 'address' ? oneOfEachPlace(candidates.rows) : candidates.rows;
      await client.query(BY_INDEX);
      for (let at = 0; at < rows.length; ) {
        if (isFull() || linkedRows >= most.linked) return true;
        // Few rows suffice for a small page, unless those were of persons on earlier pages.
        const chunk = rows.slice(at, at + (at === 0 ? Math.min(CHUNK, limit + 1) : CHUNK));
        at += chunk.length;
        const { linked, addressOf } = await linkRows(client, link, chunk);
        linkedRows += chunk.length;
        const lastRow = chunk.at(-1);
        if (lastRow) last = { key: lastRow.place_key, id: lastRow.id };
        for (const candidate of chunk) {
          const address = addressOf(candidate);
          const entry = linked.get(address) ?? [];
          if (isFull() || seen.has(address) || !isFirst(candidate, entry, { sort, order }))
            continue;
          seen.add(address);
          accounts += entry.length;
          found.push({ place: { key: candidate.place_key, id: candidate.id }, rows: entry });
        }
      }
      return isFull();
    },
    /** `isLast`: there are no candidates beyond those that were added. */
    page(isLast: boolean): { found: readonly Found[]; end: AccountPlace | null } {
      if (!isFull()) return { found, end: isLast ? null : last };
      const page = found.slice(0, -1);
      return { found: page, end: page.at(-1)?.place ?? null };
    },
  };
}

/** Of addresses, the rows of several sessions stand at one place, and are of one entry. */
function oneOfEachPlace(rows: readonly Candidate[]): readonly Candidate[] {
  return rows.filter(({ place_key }, index) => place_key !== rows[index - 1]?.place_key);
}

/** Whether no other matching row of the entry stands before it. Rows with one address stand at one place. */
function isFirst(
  candidate: Candidate,
  rows: readonly LinkedRow[],
  { sort, order }: Pick<CandidateOptions, 'sort' | 'order'>,
): boolean {
  const sign = order === 'asc' ? 1 : -1;
  return !rows.some((row) => {
    if (!row.matches || row.id === candidate.id) return false;
    const place = sign * compareBytes(row.place_key, candidate.place_key);
    return place < 0 || (place === 0 && sort === 'name' && sign * (row.id - candidate.id) < 0);
  });
}

/** The order of the database: by the bytes of UTF-8. */
function compareBytes(a: string, b: string): number {
  return a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b));
}

async function completeEntries(
  client: PoolClient,
  found: readonly Found[],
  { session_ids }: ListAccountsOptions,
): Promise<AccountEntry[]> {
  const chosen = found.map(({ rows }) => bestOf(rows));
  const { rows } = await client.query<ContactRow>(
    `SELECT ${CONTACT_ROW_COLUMNS} FROM contacts c JOIN sessions x ON x.id = c.session_id
     WHERE c.id = ANY ($1)`,
    [chosen.map(({ id }) => id)],
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  const order = new Map(session_ids.map((id, index) => [id, index]));
  const placeOf = (row: AccountRow) => order.get(row.session_id) ?? 0;
  return found.flatMap(({ rows: all }, index) => {
    const contact = byId.get(chosen[index]?.id ?? 0);
    if (contact === undefined) return [];
    const lids = new Set(all.map(({ lid }) => lid).filter((lid) => lid !== null));
    const lid = contact.lid ?? (lids.size === 1 ? ([...lids][0] ?? null) : null);
    const accounts = all.toSorted((a, b) => placeOf(a) - placeOf(b) || a.id - b.id).map(accountOf);
    return [{ contact: { ...contact, lid }, accounts }];
  });
}

function accountOf(row: LinkedRow): AccountRow {
  return Object.fromEntries(ACCOUNT_FIELDS.map((name) => [name, row[name]])) as AccountRow;
}

/** The row that says most: with a number, there now, saved, named, and the newest. */
function bestOf(rows: readonly LinkedRow[]): LinkedRow {
  const [best] = rows.toSorted(
    (a, b) =>
      Number(b.has_phone) - Number(a.has_phone) ||
      Number(b.status === 'active') - Number(a.status === 'active') ||
      Number(b.is_saved) - Number(a.is_saved) ||
      Number(b.name !== null) - Number(a.name !== null) ||
      b.grabbed_at.getTime() - a.grabbed_at.getTime() ||
      a.id - b.id,
  );
  if (best === undefined) throw new Error('an entry has at least the row that it was found by');
  return best;
}
