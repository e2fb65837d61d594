import type { PoolClient } from 'pg';
import { CONTACT_ROW_COLUMNS, type ContactRow } from './contact-row.ts';
import type { Database } from './open-database.ts';
import { withSnapshot } from './with-snapshot.ts';

type Rows = { grab_id: string; type: 'individual' | 'group' };

/**
 * The rows that a stored grab saw, as they are now, page by page in constant memory; in the order in
 * which they were first stored. Their number is the grab's total, unless rows were deleted since.
 */
export function readGrabbedContacts(db: Database, options: Rows): AsyncGenerator<ContactRow[]> {
  return withSnapshot(db, async function* (client) {
    const chunks = await countChunks(client, options);
    let next = readChunk(client, options, 0);
    for (let chunk = 1; chunk <= chunks; chunk += 1) {
      const rows = await next;
      // The server reads on while this page is sent.
      if (chunk < chunks) next = readChunk(client, options, chunk);
      if (rows.length > 0) yield rows;
    }
  });
}

async function countChunks(client: PoolClient, { grab_id, type }: Rows): Promise<number> {
  const { rows } = await client.query<{ chunks: number }>(
    'SELECT count(*) AS chunks FROM grab_rows WHERE grab_id = $1 AND type = $2',
    [grab_id, type],
  );
  return rows[0]?.chunks ?? 0;
}

function readChunk(
  client: PoolClient,
  { grab_id, type }: Rows,
  chunk: number,
): Promise<ContactRow[]> {
  const reading = client.query<ContactRow>({
    name: 'read-grabbed-contacts',
    text: `SELECT ${CONTACT_ROW_COLUMNS}
      FROM grab_rows g
      JOIN contacts c ON c.id = ANY(g.contact_row_ids)
      JOIN sessions x ON x.id = c.session_id
      WHERE g.grab_id = $1 AND g.type = $2 AND g.chunk = $3 ORDER BY c.id`,
    values: [grab_id, type, chunk],
  });
  const page = reading.then(({ rows }) => rows);
  // Who leaves does not take the page that is on its way.
  page.catch(() => {});
  return page;
}
