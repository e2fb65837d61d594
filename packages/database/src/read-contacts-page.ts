import { CONTACT_ROW_COLUMNS, type ContactRow } from './contact-row.ts';
import type { Database } from './open-database.ts';

/** A place in a session's address book, whose order is by type, then by id. */
export interface ContactPosition {
  type: 'individual' | 'group';
  id: number;
}

/**
 * Up to `limit` stored rows after a position (null: from the start), inactive ones included, in the
 * order of `readContacts`. Rows that are stored between two pages neither repeat nor hide others.
 */
export async function readContactsPage(
  db: Database,
  options: {
    session_id: string;
    /** absent: both, groups first */
    type?: 'individual' | 'group';
    after: ContactPosition | null;
    limit: number;
  },
): Promise<ContactRow[]> {
  const { session_id, type = null, after, limit } = options;
  const { rows } = await db.pool.query<ContactRow>(
    `SELECT ${CONTACT_ROW_COLUMNS}
     FROM contacts c JOIN sessions x ON x.id = c.session_id
     WHERE c.session_id = $1 AND ($2::text IS NULL OR c.type = $2)
       AND (c.type, c.id) > ($3::text, $4::bigint)
     ORDER BY c.type, c.id LIMIT $5`,
    [session_id, type, after?.type ?? '', after?.id ?? 0, limit],
  );
  return rows;
}
