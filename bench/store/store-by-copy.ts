import type { CopyValue } from '@grabber/database/store/staging/copy-text';
import { copyRows } from '@grabber/database/testing/copy-rows';
import { contactBatches, groupAt, membersOf, type StoreSize } from './account.ts';
import type { BenchDatabase } from './bench-database.ts';
import { contactValues, groupValues, MEMBER_COLUMNS, memberValues } from './row-values.ts';

/**
 * The lower limit: COPY directly into the tables, without lookups. In milliseconds, with the
 * commit.
 */
export async function storeByCopy(
  { db, session_id }: BenchDatabase,
  size: StoreSize,
): Promise<number> {
  const startedAt = performance.now();
  const client = await db.pool.connect();
  try {
    await client.query('BEGIN');
    await copyObjects(client, 'contacts', groupRows(session_id, size));
    await copyObjects(client, 'contacts', contactRows(session_id, size));
    if (size.groups > 0) await copyMembers(client, session_id, size);
    await client.query('COMMIT');
    return performance.now() - startedAt;
  } finally {
    client.release();
  }
}

type Client = Parameters<typeof copyRows>[0];
type Row = Record<string, CopyValue>;

/** Writes objects with the same columns by one COPY. */
export async function copyObjects(client: Client, table: string, rows: Generator<Row>) {
  const first = rows.next();
  if (first.done) return;
  const values = function* () {
    yield Object.values(first.value);
    for (const row of rows) yield Object.values(row);
  };
  await copyRows(client, table, Object.keys(first.value), values());
}

function* groupRows(sessionId: string, size: StoreSize): Generator<Row> {
  for (let index = 0; index < size.groups; index += 1) {
    yield groupValues(sessionId, groupAt(index, size.members));
  }
}

function* contactRows(sessionId: string, size: StoreSize): Generator<Row> {
  for (const batch of contactBatches(size.contacts)) {
    for (const contact of batch) yield contactValues(sessionId, contact);
  }
}

async function copyMembers(client: Client, sessionId: string, size: StoreSize): Promise<void> {
  const { rows } = await client.query<{ id: number }>(
    "SELECT id FROM contacts WHERE session_id = $1 AND type = 'group' ORDER BY id",
    [sessionId],
  );
  const values = function* () {
    for (const [index, { id }] of rows.entries()) {
      for (const member of membersOf(index, size)) yield memberValues(sessionId, id, member);
    }
  };
  await copyRows(client, 'group_participants', MEMBER_COLUMNS, values());
}
