import type { ClientBase } from 'pg';

/** What receivers answered may name persons, so an erasure takes the texts of the session's deliveries along,
 * and those of tests. */
export async function forgetResponses(
  client: Pick<ClientBase, 'query'>,
  session_id: string,
): Promise<void> {
  await client.query(
    `UPDATE webhook_deliveries SET response_excerpt = NULL
     WHERE response_excerpt IS NOT NULL AND (session_id = $1 OR (session_id IS NULL AND webhook_id IN (
       SELECT w.id FROM webhooks w JOIN sessions s ON s.workspace_id = w.workspace_id WHERE s.id = $1)))`,
    [session_id],
  );
}
