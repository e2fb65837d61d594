import type { PoolClient } from 'pg';
import type { Database } from '../connection/open-database.ts';

/** What a field was at the cursor of a reader, and what it is now. */
export type ChangedValue = { readonly old: unknown; readonly new: unknown };
/** By field. */
export type ChangedValues = Readonly<Record<string, ChangedValue>>;

/**
 * The old and new values of contacts since a change number, by the id of the row. Empty where the workspace
 * does not keep them.
 */
export async function readChangedValues(
  client: PoolClient,
  { row_ids, since }: { row_ids: readonly number[]; since: number },
): Promise<Map<number, ChangedValues>> {
  if (row_ids.length === 0) return new Map();
  const { rows } = await client.query<{ contact_row_id: number; values: ChangedValues }>(
    `SELECT contact_row_id, jsonb_object_agg(field, jsonb_build_object('old', old, 'new', new)) AS values
     FROM (SELECT contact_row_id, field, (array_agg(old_value ORDER BY change_number))[1] AS old,
             (array_agg(new_value ORDER BY change_number DESC))[1] AS new
           FROM change_values WHERE contact_row_id = ANY ($1) AND change_number > $2
           GROUP BY contact_row_id, field) fields
     GROUP BY contact_row_id`,
    [row_ids, since],
  );
  return new Map(rows.map(({ contact_row_id, values }) => [contact_row_id, values]));
}

/** Deletes the old and new values of changes that were seen before `older_than`. Answers their number. */
export async function forgetChangeValues(
  { pool }: Pick<Database, 'pool'>,
  { older_than }: { older_than: Date },
): Promise<number> {
  const { rowCount } = await pool.query(
    `DELETE FROM change_values v USING sessions x WHERE v.session_id = x.id AND v.seen_at < $1`,
    [older_than],
  );
  return rowCount ?? 0;
}
