import type { ClientBase } from 'pg';

/** What receivers answered may name persons, so an erasure takes the texts of the session's deliveries along. */
export async function forgetResponses(
  client: Pick<ClientBase, 'query'>,
  session_id: string,
): Promise<void> {
  await client.query(
    `UPDATE webhook_deliveries SET response_excerpt = NULL
     WHERE session_id = $1 AND response_excerpt IS NOT NULL`,
    [session_id],
  );
}
