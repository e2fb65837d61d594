import type { Database } from '../connection/open-database.ts';

/** A test server has databases in which the same table has the same number. */
const THIS_DATABASE = '(SELECT oid FROM pg_database WHERE datname = current_database())';

/** A lock that another connection holds. */
export type HeldTable = {
  /** How many statements wait for it. */
  waiting(): Promise<number>;
  /** May be called twice. */
  release(): Promise<void>;
};

/** Keeps others from writing, or also from reading. */
export type HeldMode = 'SHARE ROW EXCLUSIVE' | 'ACCESS EXCLUSIVE';

/** Locks a table until it is released. */
export async function holdTable(
  db: Database,
  table: 'contacts' | 'grabs',
  mode: HeldMode = 'SHARE ROW EXCLUSIVE',
): Promise<HeldTable> {
  const client = await db.pool.connect();
  let released = false;
  await client.query('BEGIN');
  await client.query(`LOCK TABLE ${table} IN ${mode} MODE`);
  return {
    async waiting() {
      const { rows } = await db.pool.query<{ count: number }>(
        `SELECT count(*) FROM pg_locks
         WHERE NOT granted AND relation = $1::regclass AND database = ${THIS_DATABASE}`,
        [table],
      );
      return rows[0]?.count ?? 0;
    },
    async release() {
      if (released) return;
      released = true;
      await client.query('ROLLBACK');
      client.release();
    },
  };
}

/** How many grabs wait for another one of their session: what their connection last did is to ask for the lease. */
export async function sessionWaiters(db: Database): Promise<number> {
  const { rows } = await db.pool.query<{ count: number }>(
    `SELECT count(*) FROM pg_stat_activity
     WHERE datname = current_database() AND (query LIKE 'INSERT INTO grab_leases%'
       OR query LIKE 'WITH free AS MATERIALIZED%')`,
  );
  return rows[0]?.count ?? 0;
}
