import type { Database } from './open-database.ts';

/** A column with texts that the API has encrypted, and where it says that each of them is stored. */
const COLUMNS = [
  { table: 'sessions', column: 'proxy_credentials', place: 'session_proxy' },
  { table: 'webhooks', column: 'secret', place: 'webhook_secret' },
  { table: 'webhooks', column: 'previous_secret', place: 'webhook_secret' },
] as const;

export type EncryptedPlace = (typeof COLUMNS)[number]['place'];

/** The same text with the current key, the text itself if it needs nothing, or null if no key reads it. */
export type EncryptAgain = (
  text: string,
  of: { place: EncryptedPlace; id: string },
) => string | null;

const BATCH = 500;

/**
 * Encrypts every stored text again, in batches by the rows' ids. A text that is written meanwhile stays as it was
 * written. Answers how many were changed, and how many no key reads.
 */
export async function encryptTextsAgain(
  db: Pick<Database, 'pool'>,
  again: EncryptAgain,
): Promise<{ changed: number; unreadable: number }> {
  const counts = { changed: 0, unreadable: 0 };
  for (const { table, column, place } of COLUMNS) {
    let after = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const { rows } = await db.pool.query<{ id: string; text: string }>(
        `SELECT id, ${column} AS text FROM ${table} WHERE ${column} IS NOT NULL AND id > $1
         ORDER BY id LIMIT ${BATCH}`,
        [after],
      );
      for (const { id, text } of rows) {
        const renewed = again(text, { place, id });
        if (renewed === null) counts.unreadable += 1;
        if (renewed === null || renewed === text) continue;
        const { rowCount } = await db.pool.query(
          `UPDATE ${table} SET ${column} = $2 WHERE id = $1 AND ${column} = $3`,
          [id, renewed, text],
        );
        counts.changed += rowCount ?? 0;
      }
      const last = rows.at(-1);
      if (last === undefined) break;
      after = last.id;
    }
  }
  return counts;
}
