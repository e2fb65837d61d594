import type { PoolClient } from 'pg';
import type { Database } from '../connection/open-database.ts';
import { inReadTransaction } from '../connection/transactions.ts';
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
const WALKED_ROWS = 50_000;
/** The most rows of a session that are read at once. */
const MAX_STEP_ROWS = 8_000;
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
  /** where the page before ended; absent or null: from the start */
  after?: AccountPlace | null;
  limit: number;
  /** count all that the filters let through: this reads them */
  with_total?: boolean;
  /** how many rows a page walks past at most */
  walked_rows?: number;
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
  const { session_ids, type, sort: _, after: __, with_total: ___, ...filters } = options;
  return countEntries(client, { session_ids, type, filters });
}

/** The entries of a page. `end`: where to go on; null: there are no more. */
async function findEntries(
  client: PoolClient,
  { session_ids, type, sort = 'address', after = null, limit, ...rest }: ListAccountsOptions,
): Promise<{ found: readonly Found[]; end: AccountPlace | null }> {
  const { with_total: _, walked_rows = WALKED_ROWS, ...filters } = rest;
  const options: CandidateOptions = { ...filters, session_ids, type, sort };
  const perSession = Math.max(limit + 1, Math.ceil(PROBED_ROWS / session_ids.length));
  const probed = await probe(client, options, { after, rows: perSession });
  if (probed !== null) {
    const entries = createEntries(client, options, limit);
    if ((await entries.add(probed)) || probed.end === null) return entries.page(null);
  }
  const entries = createEntries(client, options, limit);
  let place = after;
  let rows = limit + 1;
  for (let walked = 0; ; rows = Math.min(rows * 2, MAX_STEP_ROWS)) {
    const candidates = await findCandidates(client, options, { after: place, rows });
    if (await entries.add(candidates)) return entries.page(null);
    place = candidates.end;
    walked += candidates.walked;
    if (place === null || walked >= walked_rows) return entries.page(place);
  }
}

/** The entries of a page as they are found, and one more where there is one. */
function createEntries(client: PoolClient, options: CandidateOptions, limit: number) {
  const { session_ids, type: _, sort, ...filters } = options;
  const link = { session_ids, filters, place: PLACE_COLUMNS[sort] };
  // Of addresses, the rows of several sessions stand at one place.
  const seen = new Set<string>();
  const found: Found[] = [];
  let accounts = 0;
  const isFull = () => found.length > limit || (found.length > 1 && accounts > MAX_ACCOUNTS);
  return {
    /** Adds those that begin among the candidates. True: the page is full. */
    async add({ rows }: Candidates): Promise<boolean> {
      await client.query(BY_INDEX);
      const size = Math.min(CHUNK, limit + 1);
      for (let at = 0; at < rows.length && !isFull(); at += size) {
        const chunk = rows.slice(at, at + size);
        const { linked, addressOf } = await linkRows(client, link, chunk);
        for (const candidate of chunk) {
          const address = addressOf(candidate);
          const entry = linked.get(address) ?? [];
          if (isFull() || seen.has(address) || !isFirst(candidate, entry, sort)) continue;
          seen.add(address);
          accounts += entry.length;
          found.push({ place: { key: candidate.place_key, id: candidate.id }, rows: entry });
        }
      }
      return isFull();
    },
    /** `end`: where to go on if the page is not full. */
    page(end: AccountPlace | null) {
      const page = isFull() ? found.slice(0, -1) : found;
      return { found: page, end: isFull() ? (page.at(-1)?.place ?? null) : end };
    },
  };
}

/** Whether no other matching row of the entry stands before it. Rows with one address stand at one place. */
function isFirst(candidate: Candidate, rows: readonly LinkedRow[], sort: AccountSort): boolean {
  return !rows.some((row) => {
    if (!row.matches || row.id === candidate.id) return false;
    const order = compareBytes(row.place_key, candidate.place_key);
    return order < 0 || (order === 0 && sort === 'name' && row.id < candidate.id);
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
