import type { Database } from './open-database.ts';

/** Work for one process at a time, with the numbers of its advisory locks. */
export const ALONE = { retention: 7_423_118_010, 'search-refold': 7_423_118_011 } as const;

/** Runs `work` unless another process runs it now. Answers whether it ran. */
export async function withAdvisoryLock(
  db: Database,
  what: keyof typeof ALONE,
  work: () => Promise<void>,
): Promise<boolean> {
  const client = await db.pool.connect();
  let mine = false;
  let kept = false;
  try {
    const { rows } = await client.query<{ mine: boolean }>(
      'SELECT pg_try_advisory_lock($1) AS mine',
      [ALONE[what]],
    );
    mine = rows[0]?.mine === true;
    if (mine) await work();
    return mine;
  } finally {
    if (mine) {
      kept = await client.query('SELECT pg_advisory_unlock($1)', [ALONE[what]]).then(
        () => false,
        () => true,
      );
    }
    // A connection that may still hold the lock must not return to the pool.
    client.release(kept);
  }
}
