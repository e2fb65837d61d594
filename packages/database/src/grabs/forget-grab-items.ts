import type { ClientBase } from 'pg';

/**
 * Removes the references to contacts from a session's grabs: the failed items and the rows of an answer.
 * Applies to all grabs, or to those that ended before `older_than`. The counters stay.
 */
export async function forgetGrabItems(
  client: ClientBase,
  session_id: string,
  older_than: Date | null = null,
): Promise<void> {
  const values = [session_id, older_than];
  await client.query(
    `UPDATE grabs SET errors = '[]'
     WHERE session_id = $1 AND errors <> '[]' AND ($2::timestamptz IS NULL OR finished_at < $2)`,
    values,
  );
  await client.query(
    `DELETE FROM grab_rows r USING grabs g
     WHERE r.grab_id = g.id AND g.session_id = $1
       AND ($2::timestamptz IS NULL OR g.finished_at < $2)`,
    values,
  );
}

/** Removes the items of one contact or group from a session's grabs. The counters stay. Answers how many grabs. */
export async function forgetGrabItem(
  client: ClientBase,
  session_id: string,
  ids: readonly string[],
): Promise<number> {
  const { rowCount } = await client.query(
    `UPDATE grabs SET errors = (
       SELECT coalesce(jsonb_agg(item ORDER BY place), '[]')
       FROM jsonb_array_elements(errors) WITH ORDINALITY AS of_grab (item, place)
       WHERE item ->> 'contact_id' IS NULL OR item ->> 'contact_id' <> ALL ($2))
     WHERE session_id = $1
       AND EXISTS (SELECT FROM jsonb_array_elements(errors) e WHERE e ->> 'contact_id' = ANY ($2))`,
    [session_id, ids],
  );
  return rowCount ?? 0;
}
