import type { PoolClient } from 'pg';
import type { Database } from './open-database.ts';

/**
 * Yields what `read` yields, from one snapshot of the database. The connection is busy until the
 * generator ends or is left.
 */
export async function* withSnapshot<T>(
  db: Database,
  read: (client: PoolClient) => AsyncGenerator<T>,
): AsyncGenerator<T> {
  const client = await db.pool.connect();
  let broken = false;
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    yield* read(client);
  } catch (error) {
    broken = true;
    throw error;
  } finally {
    if (!broken) {
      await client.query('COMMIT').catch(() => {
        broken = true;
      });
    }
    client.release(broken);
  }
}
