import { CONTACT_ROW_COLUMNS, type ContactRow } from './contact-row.ts';
import type { Database } from './open-database.ts';
import { withSnapshot } from './with-snapshot.ts';

/**
 * The rows that a stored grab saw, as they are now, page by page in constant memory; in the order in
 * which they were first stored. Their number is the grab's total, unless rows were deleted since.
 */
export function readGrabbedContacts(
  db: Database,
  options: { grab_id: string; type: 'individual' | 'group' },
): AsyncGenerator<ContactRow[]> {
  return withSnapshot(db, async function* (client) {
    for (let chunk = 0; ; chunk += 1) {
      const { rows } = await client.query<ContactRow>(
        `SELECT ${CONTACT_ROW_COLUMNS}
         FROM grab_rows g
         JOIN contacts c ON c.id = ANY(g.contact_row_ids)
         JOIN sessions x ON x.id = c.session_id
         WHERE g.grab_id = $1 AND g.type = $2 AND g.chunk = $3 ORDER BY c.id`,
        [options.grab_id, options.type, chunk],
      );
      if (rows.length > 0) yield rows;
      else if (!(await hasChunk(client, options, chunk))) return;
    }
  });
}

async function hasChunk(
  client: { query(text: string, values: unknown[]): Promise<{ rows: unknown[] }> },
  options: { grab_id: string; type: string },
  chunk: number,
): Promise<boolean> {
  const { rows } = await client.query(
    'SELECT FROM grab_rows WHERE grab_id = $1 AND type = $2 AND chunk = $3',
    [options.grab_id, options.type, chunk],
  );
  return rows.length > 0;
}
