import type { ClientBase } from 'pg';

/** Runs `work`; when it fails, the transaction is as before and can go on. */
export async function withSavepoint<T>(client: ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query('SAVEPOINT step');
  try {
    const result = await work();
    await client.query('RELEASE SAVEPOINT step');
    return result;
  } catch (error) {
    await client.query('ROLLBACK TO SAVEPOINT step');
    await client.query('RELEASE SAVEPOINT step');
    throw error;
  }
}
