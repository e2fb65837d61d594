import type { PoolClient } from 'pg';
import type { Database } from '../connection/open-database.ts';
import { isWide, OWN_SEARCHED, SEARCHED } from '../schema/text-types.ts';
import { type EachSessionOptions, eachSession, type NotDone } from '../sessions/each-session.ts';

/** How many rows one transaction reads. */
const BATCH_ROWS = 5_000;

/** The result of a run. */
export interface Refolded extends NotDone {
  contacts: number;
}

/**
 * Folds the searched texts again that an older version stored, session by session, until the texts of all sessions
 * are those of this version. Each transaction reads some rows and waits up to `lock_timeout_ms` for a running grab.
 * What is not done is left for the next run. It is no change of a contact. Throws the errors of `pg` when the database
 * is away.
 */
export async function refoldSearchTexts(
  db: Database,
  { batch_rows = BATCH_ROWS, ...options }: EachSessionOptions & { batch_rows?: number },
): Promise<Refolded> {
  const { rows } = await db.pool.query<{ session_id: string }>(
    'SELECT session_id FROM search_refolds ORDER BY session_id',
  );
  const sessions = rows.map(({ session_id }) => session_id);
  let contacts = 0;
  let done: { session_id: string; place: Place } | null = null;
  const notDone = await eachSession(db, sessions, options, async (client, session_id) => {
    const place = done?.session_id === session_id ? done.place : START;
    const batch = await refoldBatch(client, { session_id, place, batch_rows });
    contacts += batch.refolded;
    done = { session_id, place: batch.next ?? START };
    if (batch.next !== null) return true;
    await client.query('DELETE FROM search_refolds WHERE session_id = $1', [session_id]);
    return false;
  });
  return { contacts, ...notDone };
}

type Place = { readonly type: string; readonly id: number };
const START: Place = { type: '', id: 0 };

/** Texts of ASCII alone are the same in every version. */
async function refoldBatch(
  client: PoolClient,
  options: { session_id: string; place: Place; batch_rows: number },
): Promise<{ refolded: number; next: Place | null }> {
  const { session_id, place, batch_rows } = options;
  const { rows } = await client.query<Place>(
    `SELECT type, id FROM contacts WHERE session_id = $1 AND (type, id) > ($2, $3)
     ORDER BY type, id LIMIT $4`,
    [session_id, place.type, place.id, batch_rows],
  );
  const last = rows.at(-1);
  if (last === undefined) return { refolded: 0, next: null };
  const { rowCount } = await client.query(
    `UPDATE contacts SET name = name WHERE id = ANY ($1) AND ${isWide('search_text')}
       AND search_text <> ${SEARCHED}`,
    [rows.map(({ id }) => id)],
  );
  const own = await client.query(
    `UPDATE contacts SET tags = tags WHERE id = ANY ($1)
       AND (tags IS NOT NULL OR note IS NOT NULL OR custom_fields IS NOT NULL)
       AND own_text IS DISTINCT FROM ${OWN_SEARCHED}`,
    [rows.map(({ id }) => id)],
  );
  const refolded = (rowCount ?? 0) + (own.rowCount ?? 0);
  return { refolded, next: rows.length < batch_rows ? null : last };
}
