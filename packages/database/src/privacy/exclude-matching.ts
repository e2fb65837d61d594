import type { AccountFilters } from '../accounts/account-filters.ts';
import { listAccountsPage } from '../accounts/list-accounts-page.ts';
import type { Database } from '../connection/open-database.ts';
import { sqlParameters } from '../connection/sql.ts';
import { inReadTransaction } from '../connection/transactions.ts';
import { withVariants } from '../contacts/contact-address.ts';
import {
  type ContactFilters,
  contactSource,
  filterConditions,
  searchCondition,
} from '../contacts/contact-filters.ts';
import { CountChanged } from '../contacts/delete-matching.ts';
import { erasePersons, sessionsOf } from './erase-person.ts';
import type { ExclusionKey } from './exclusion-hash.ts';
import { linkAddresses } from './find-addresses.ts';

type Excluding = {
  workspace_id: string;
  exclusion_key: ExclusionKey;
  /** of each exclusion */
  label: string | null;
  lock_timeout_ms: number;
  /** how many persons match, as far as the caller knows */
  expected: number;
  max_persons: number;
};

/** How an exclusion of many went. */
export type Excluded = {
  /** persons that the filters let through, before the exclusion */
  matched_count: number;
  excluded_count: number;
};

/**
 * Excludes and erases the first persons that the filters let through in one session, as `erasePerson` does: from all sessions
 * of the workspace. Only if so many match as the caller expects. Throws CountChanged, SearchTermInvalid, and
 * GrabLockTimeout: some sessions may be done then.
 */
export async function excludeMatching(
  db: Database,
  options: Excluding & { session_id: string; filters: Omit<ContactFilters, 'type'> },
): Promise<Excluded> {
  const { session_id, expected, max_persons } = options;
  const parameters = sqlParameters(session_id);
  const filters: ContactFilters = { ...options.filters, type: 'individual' };
  const from = contactSource(filters, parameters);
  const conditions = filterConditions(filters, parameters) + searchCondition(filters, parameters);
  const matching = `FROM ${from} WHERE c.session_id = $1${conditions}`;
  const { matched_count, ids } = await inReadTransaction(db, async (client) => {
    const counted = await client.query<{ count: number }>(
      `SELECT count(*) ${matching}`,
      parameters.values,
    );
    const { rows } = await client.query<{ id: number }>(
      `SELECT c.id ${matching} ORDER BY c.id LIMIT ${parameters.add(max_persons)}`,
      parameters.values,
    );
    return { matched_count: counted.rows[0]?.count ?? 0, ids: rows.map(({ id }) => id) };
  });
  if (matched_count !== expected) throw new CountChanged(matched_count);
  const persons = await addressesOf(db, ids);
  await exclude(db, { ...options, persons });
  return { matched_count, excluded_count: ids.length };
}

/**
 * The same for persons of several sessions, each once. Throws CountChanged, SearchTermInvalid, and GrabLockTimeout:
 * some sessions may be done then.
 */
export async function excludeEntries(
  db: Database,
  options: Excluding & { session_ids: readonly string[]; filters: AccountFilters },
): Promise<Excluded> {
  const { session_ids, filters, expected, max_persons } = options;
  const { entries, total } = await listAccountsPage(db, {
    ...{ ...filters, session_ids, type: 'individual', sort: 'address' },
    ...{ limit: max_persons, with_total: true },
  });
  const matched_count = total ?? 0;
  if (matched_count !== expected) throw new CountChanged(matched_count);
  const rows = entries.flatMap(({ accounts }) => accounts.map(({ id }) => id));
  const persons = await addressesOf(db, rows);
  await exclude(db, { ...options, persons });
  return { matched_count, excluded_count: entries.length };
}

/** Of each row. Rows of one person share an address. */
async function addressesOf({ pool }: Database, ids: readonly number[]): Promise<string[][]> {
  const { rows } = await pool.query<{ contact_id: string; others: string[] }>(
    `SELECT c.contact_id, array_remove(ARRAY[c.lid], NULL)
       || ARRAY(SELECT a.address FROM contact_aliases a WHERE a.contact_row_id = c.id) AS others
     FROM contacts c WHERE c.id = ANY ($1) ORDER BY c.id`,
    [ids],
  );
  return rows.map(({ contact_id, others }) => [...withVariants(contact_id), ...others]);
}

async function exclude(
  db: Database,
  options: Pick<Excluding, 'workspace_id' | 'exclusion_key' | 'label' | 'lock_timeout_ms'> & {
    persons: readonly (readonly string[])[];
  },
): Promise<void> {
  if (options.persons.length === 0) return;
  const { workspace_id, exclusion_key, label, lock_timeout_ms } = options;
  const session_ids = await sessionsOf(db, workspace_id);
  const persons = await linkAddresses(db, { session_ids, persons: options.persons });
  await erasePersons(db, {
    ...{ workspace_id, session_ids, persons, exclude: true },
    ...{ exclusion_key, label, lock_timeout_ms },
  });
}
