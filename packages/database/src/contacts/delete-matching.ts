import type { PoolClient } from 'pg';
import type { Database } from '../connection/open-database.ts';
import { sqlParameters } from '../connection/sql.ts';
import { forgetGrabItem } from '../grabs/forget-grab-items.ts';
import { withLockedSession } from '../sessions/lock-session.ts';
import { forgetResponses } from '../webhooks/forget-responses.ts';
import { queueGone } from '../webhooks/queue-events.ts';
import { announceContacts } from './announce-contacts.ts';
import { nextChangeNumber } from './change-number.ts';
import {
  type ContactFilters,
  contactSource,
  filterConditions,
  searchCondition,
} from './contact-filters.ts';
import { forgetMemberNames } from './forget-member-names.ts';

/** Other rows match than the caller has seen. */
export class CountChanged extends Error {
  override readonly name = 'CountChanged';
  readonly code = 'COUNT_CHANGED';
  readonly matched_count: number;

  constructor(matched_count: number) {
    super(`${matched_count} rows match now`);
    this.matched_count = matched_count;
  }
}

/** How a deletion of many went. */
export type Deleted = {
  /** rows that the filters let through, before the deletion */
  matched_count: number;
  deleted_count: number;
};

/**
 * Deletes the first contacts and groups that the filters let through, in one transaction, each as `deleteContact` does. Only
 * if so many match as the caller expects. Waits for a running grab. Throws CountChanged, GrabLockTimeout,
 * SessionNotFound or SearchTermInvalid.
 */
export async function deleteMatching(
  db: Database,
  options: ContactFilters & {
    session_id: string;
    lock_timeout_ms: number;
    expected: number;
    max_rows: number;
  },
): Promise<Deleted> {
  const { session_id, expected, max_rows } = options;
  return withLockedSession(db, options, async (client) => {
    const parameters = sqlParameters(session_id);
    const from = contactSource(options, parameters);
    const conditions = filterConditions(options, parameters) + searchCondition(options, parameters);
    const matching = `FROM ${from} WHERE c.session_id = $1${conditions}`;
    const counted = await client.query<{ count: number }>(
      `SELECT count(*) ${matching}`,
      parameters.values,
    );
    const matched_count = counted.rows[0]?.count ?? 0;
    if (matched_count !== expected) throw new CountChanged(matched_count);
    const { rows } = await client.query<{ id: number }>(
      `SELECT c.id ${matching} ORDER BY c.id LIMIT ${parameters.add(max_rows)}`,
      parameters.values,
    );
    const ids = rows.map(({ id }) => id);
    return { matched_count, deleted_count: await deleteRows(client, session_id, ids) };
  });
}

/**
 * Deletes the rows of a session with these ids, as `deleteMatching`. Answers how many there were. Throws
 * GrabLockTimeout or SessionNotFound.
 */
export function deleteByIds(
  db: Database,
  options: { session_id: string; ids: readonly number[]; lock_timeout_ms: number },
): Promise<number> {
  const { session_id, ids } = options;
  return withLockedSession(db, options, (client) => deleteRows(client, session_id, ids));
}

async function deleteRows(
  client: PoolClient,
  session_id: string,
  ids: readonly number[],
): Promise<number> {
  const { rows } = await client.query<{ id: number; type: string; addresses: string[] }>(
    `DELETE FROM contacts c WHERE c.session_id = $1 AND c.id = ANY ($2)
     RETURNING c.id, c.type, array_remove(ARRAY[c.contact_id, c.lid], NULL)
       || ARRAY(SELECT a.address FROM contact_aliases a WHERE a.contact_row_id = c.id) AS addresses`,
    [session_id, ids],
  );
  if (rows.length === 0) return 0;
  const addresses = rows.flatMap((row) => row.addresses);
  await forgetGrabItem(client, session_id, addresses);
  await forgetMemberNames(client, session_id, addresses);
  await forgetResponses(client, session_id);
  await client.query(
    `INSERT INTO contact_tombstones (session_id, change_number, contact_row_id, reason)
     SELECT $1, $2, id, 'deleted' FROM unnest($3::bigint[]) gone (id)`,
    [session_id, await nextChangeNumber(client, session_id), rows.map(({ id }) => id)],
  );
  await queueGone(client, session_id, { reason: 'deleted', rows });
  await announceContacts(client, session_id);
  return rows.length;
}
