import { contactBatches, groupAt, membersOf, type StoreSize } from './account.ts';
import type { BenchDatabase } from './bench-database.ts';
import { contactValues, groupValues, MEMBER_COLUMNS, memberValues } from './row-values.ts';

type Client = { query(text: string, values: unknown[]): Promise<{ rows: { id: number }[] }> };

/**
 * Looks up each row, then inserts or updates it, each in its own transaction, like "update or
 * create" of an ORM. Returns the milliseconds of the contacts (with groups) and of the memberships.
 */
export async function storeByRow(
  { db, session_id }: BenchDatabase,
  sample: StoreSize,
): Promise<{ contactsMs: number; membersMs: number }> {
  const client = await db.pool.connect();
  try {
    const groupIds: number[] = [];
    const startedAt = performance.now();
    for (let index = 0; index < sample.groups; index += 1) {
      groupIds.push(
        await storeRow(client, groupValues(session_id, groupAt(index, sample.members))),
      );
    }
    for (const batch of contactBatches(sample.contacts)) {
      for (const contact of batch) await storeRow(client, contactValues(session_id, contact));
    }
    const contactsMs = performance.now() - startedAt;
    for (const [index, groupId] of groupIds.entries()) {
      for (const member of membersOf(index, sample)) {
        await storeMember(client, memberValues(session_id, groupId, member));
      }
    }
    return { contactsMs, membersMs: performance.now() - startedAt - contactsMs };
  } finally {
    client.release();
  }
}

async function storeRow(client: Client, row: Record<string, unknown>): Promise<number> {
  const found = await client.query(
    'SELECT * FROM contacts WHERE session_id = $1 AND contact_id = $2 LIMIT 1',
    [row.session_id, row.contact_id],
  );
  const id = found.rows[0]?.id;
  const names = Object.keys(row);
  if (id === undefined) {
    const places = names.map((_, index) => `$${index + 1}`);
    const insert = `INSERT INTO contacts (${names.join(', ')}) VALUES (${places.join(', ')})`;
    const { rows } = await client.query(`${insert} RETURNING id`, Object.values(row));
    return rows[0]?.id ?? 0;
  }
  const sets = names.map((name, index) => `${name} = $${index + 2}`);
  await client.query(`UPDATE contacts SET ${sets.join(', ')} WHERE id = $1`, [
    id,
    ...Object.values(row),
  ]);
  return id;
}

async function storeMember(client: Client, values: readonly unknown[]): Promise<void> {
  const key = 'group_row_id = $1 AND participant_id = $2';
  const found = await client.query(
    `SELECT * FROM group_participants WHERE ${key} LIMIT 1`,
    values.slice(1, 3),
  );
  if (found.rows.length === 0) {
    const places = MEMBER_COLUMNS.map((_, index) => `$${index + 1}`).join(', ');
    const insert = `INSERT INTO group_participants (${MEMBER_COLUMNS.join(', ')})`;
    await client.query(`${insert} VALUES (${places})`, [...values]);
    return;
  }
  const sets = MEMBER_COLUMNS.slice(3).map((name, index) => `${name} = $${index + 3}`);
  await client.query(`UPDATE group_participants SET ${sets.join(', ')} WHERE ${key}`, [
    ...values.slice(1, 3),
    ...values.slice(3),
  ]);
}
