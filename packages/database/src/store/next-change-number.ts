import type { ClientBase } from 'pg';

/**
 * The number of the changes that this transaction makes. The counter stays locked until the commit,
 * so that numbers become visible in their order.
 */
export async function nextChangeNumber(client: ClientBase, sessionId: string): Promise<number> {
  const { rows } = await client.query(
    `INSERT INTO change_counters AS c (session_id, last_number) VALUES ($1, 1)
     ON CONFLICT (session_id) DO UPDATE SET last_number = c.last_number + 1
     RETURNING last_number`,
    [sessionId],
  );
  return rows[0].last_number;
}
