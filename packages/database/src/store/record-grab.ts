import type { GrabCounters, GrabItemError, IncompleteReason } from '../grabs/grab-row.ts';
import { GrabEnded } from '../grabs/grab-row.ts';
import type { GrabContext } from './grab-context.ts';

/** A page of the answer: small enough that its texts are young garbage when they are sent. */
const ROWS_PER_CHUNK = 200;

/** The rows of an older grab's answer are kept for those who still stream it. */
const KEEP_ROWS = '1 hour';

/** What is written into the row of the grab when its data is committed. */
export interface GrabRecord {
  grab_id: string;
  counters: GrabCounters;
  complete: boolean;
  incomplete_reasons: IncompleteReason[];
  errors: GrabItemError[];
  queries_sent: number;
  timings: Record<string, number>;
}

/**
 * Ends the grab's row in the transaction of its data, and keeps which rows it saw.
 *
 * @throws GrabEnded when it was cancelled meanwhile: nothing of it may be stored
 */
export async function recordGrab(context: GrabContext, record: GrabRecord): Promise<void> {
  const { client, session_id, now } = context;
  await client.query(
    `INSERT INTO grab_rows (grab_id, type, chunk, contact_row_ids)
     SELECT $1, type, place / ${ROWS_PER_CHUNK}, array_agg(row_id ORDER BY row_id)
     FROM (SELECT row_id, type, row_number() OVER (PARTITION BY type ORDER BY row_id) - 1 AS place
           FROM grab_seen) seen
     GROUP BY type, place / ${ROWS_PER_CHUNK}`,
    [record.grab_id],
  );
  await client.query(
    `DELETE FROM grab_rows WHERE grab_id = ANY (ARRAY(
       SELECT id FROM grabs WHERE session_id = $1 AND id <> $2
         AND finished_at < $3::timestamptz - interval '${KEEP_ROWS}'))`,
    [session_id, record.grab_id, now],
  );
  const values: Record<string, unknown> = {
    ...record.counters,
    state: record.complete ? 'complete' : 'partial',
    complete: record.complete,
    incomplete_reasons: JSON.stringify(record.incomplete_reasons),
    errors: JSON.stringify(record.errors),
    queries_sent: record.queries_sent,
    timings: JSON.stringify(record.timings),
    finished_at: now,
  };
  const names = Object.keys(values);
  const { rowCount } = await client.query(
    `UPDATE grabs SET ${names.map((name, index) => `${name} = $${index + 2}`).join(', ')}
     WHERE id = $1 AND finished_at IS NULL`,
    [record.grab_id, ...Object.values(values)],
  );
  if (rowCount === 0) throw new GrabEnded();
}
