import type { PoolClient } from 'pg';
import type { Database } from './open-database.ts';

/** Runs `work` in a transaction of its own, begun by that statement: committed, or rolled back when it throws. */
export async function inTransaction<T>(
  db: Database,
  begin: string,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await db.pool.connect();
  let broken = false;
  try {
    await client.query(begin);
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
