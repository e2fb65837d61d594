import {
  type GrabCounters,
  GrabEnded,
  type GrabItemError,
  type GrabRow,
  type IncompleteReason,
  MAX_GRAB_ERRORS,
} from '../grabs/grab-row.ts';
import type { GrabContext } from './grab-context.ts';

/** The counts from the grab's tables, without the items that never reached them. */
export interface StoredResults {
  counters: Omit<GrabCounters, 'removed_count' | 'excluded_count' | 'failed_count'>;
  refused_count: number;
  /** the first 1,000 */
  refused: GrabItemError[];
}

/** Counts the stored rows. People without WhatsApp have a counter of their own. */
export async function countResults({ client }: GrabContext): Promise<StoredResults> {
  const { rows } = await client.query(
    `SELECT
       count(*) FILTER (WHERE s.type = 'group') AS total_groups,
       count(*) FILTER (WHERE s.type = 'individual' AND s.on_whatsapp) AS total_contacts,
       count(*) FILTER (WHERE NOT s.on_whatsapp) AS total_without_whatsapp,
       count(*) FILTER (WHERE s.on_whatsapp AND m.row_id IS NULL) AS saved_count,
       count(*) FILTER (WHERE s.on_whatsapp AND m.row_id IS NOT NULL) AS updated_count,
       count(*) FILTER (WHERE s.on_whatsapp AND m.row_id IS NOT NULL AND NOT m.changed
         AND t.row_id IS NULL) AS unchanged_count
     FROM grab_match m JOIN staged_contacts s USING (seq)
     LEFT JOIN (SELECT DISTINCT row_id FROM grab_touched) t ON t.row_id = m.row_id
     WHERE NOT EXISTS (SELECT FROM grab_refused r WHERE r.seq = m.seq AND r.kind <> 'participant')`,
  );
  const members = await client.query(
    `SELECT count(*) AS total_participants
     FROM staged_participants s JOIN grab_groups g ON g.contact_id = s.group_contact_id
     WHERE NOT EXISTS (SELECT FROM grab_refused r WHERE r.seq = s.seq AND r.kind = 'participant')`,
  );
  const refused = await client.query(
    `SELECT CASE kind WHEN 'individual' THEN 'contact' ELSE kind END AS type, contact_id, reason,
       count(*) OVER () AS refused_count
     FROM grab_refused LIMIT ${MAX_GRAB_ERRORS}`,
  );
  return {
    counters: { ...rows[0], ...members.rows[0] },
    refused_count: refused.rows[0]?.refused_count ?? 0,
    refused: refused.rows.map(({ refused_count, ...error }) => error),
  };
}

/** A page of the answer: small enough that its texts are young garbage when they are sent. */
const ROWS_PER_CHUNK = 200;

/** The rows of an older grab's answer are kept for clients that still stream it. */
const KEEP_ROWS = '1 hour';

/** The values that the grab's row gets when its data is committed. */
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
 * Ends the grab's row in the transaction of its data, and keeps which rows its answer has. Answers the row. Throws
 * GrabEnded if the grab was cancelled: then nothing may be stored.
 */
export async function recordGrab(context: GrabContext, record: GrabRecord): Promise<GrabRow> {
  const { client, session_id, now, change } = context;
  await client.query(
    `INSERT INTO grab_rows (grab_id, type, chunk, contact_row_ids)
     SELECT $1, type, place / ${ROWS_PER_CHUNK}, array_agg(row_id ORDER BY row_id)
     FROM (SELECT row_id, type, row_number() OVER (PARTITION BY type ORDER BY row_id) - 1 AS place
           FROM grab_seen WHERE type <> 'without_whatsapp') seen
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
    change_number: change,
    finished_at: now,
  };
  const names = Object.keys(values);
  const { rows } = await client.query<GrabRow>(
    `UPDATE grabs SET ${names.map((name, index) => `${name} = $${index + 2}`).join(', ')}
     WHERE id = $1 AND state = 'running' AND finished_at IS NULL RETURNING *`,
    [record.grab_id, ...Object.values(values)],
  );
  if (rows[0] === undefined) throw new GrabEnded();
  return rows[0];
}
