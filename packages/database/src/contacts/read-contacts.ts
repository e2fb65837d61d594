import type { PoolClient } from 'pg';
import type { Database } from '../connection/open-database.ts';
import { withSnapshot } from '../connection/transactions.ts';
import { WALK_IN_ORDER } from './contact-order.ts';
import { CONTACT_ROW_COLUMNS, type ContactRow } from './contact-row.ts';

const DEFAULT_PAGE_SIZE = 1_000;

/** What to read of a session's address book. */
export interface ReadContactsOptions {
  session_id: string;
  /** absent: both, groups first */
  type?: 'individual' | 'group';
  /** rows held in memory at a time */
  page_size?: number;
}

/**
 * The stored rows, page by page, inactive ones included: groups first, then individuals, each in the
 * order in which they were stored. All from one snapshot, in constant memory.
 */
export function readContacts(
  db: Database,
  options: ReadContactsOptions,
): AsyncGenerator<ContactRow[]> {
  const types =
    options.type === undefined ? (['group', 'individual'] as const) : ([options.type] as const);
  return withSnapshot(db, async function* (client) {
    await client.query(WALK_IN_ORDER);
    for (const type of types) yield* readType(client, options, type);
  });
}

async function* readType(
  client: PoolClient,
  options: ReadContactsOptions,
  type: 'individual' | 'group',
): AsyncGenerator<ContactRow[]> {
  const pageSize = options.page_size ?? DEFAULT_PAGE_SIZE;
  let after = 0;
  for (;;) {
    const { rows } = await client.query<ContactRow>(
      `SELECT ${CONTACT_ROW_COLUMNS}
       FROM contacts c JOIN sessions x ON x.id = c.session_id
       WHERE c.session_id = $1 AND c.type = $2 AND c.id > $3 ORDER BY c.type, c.id LIMIT $4`,
      [options.session_id, type, after, pageSize],
    );
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageSize) return;
    after = last.id;
  }
}
