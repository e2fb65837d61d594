import type { Pool, PoolClient } from 'pg';

/** The database interface of pg-boss. */
export interface SqlExecutor {
  // biome-ignore lint/suspicious/noExplicitAny: rows of any statement
  executeSql(text: string, values?: unknown[]): Promise<{ rows: any[] }>;
}

/** A pool's connections, or one transaction's, for the statements of pg-boss. */
export function sqlExecutor(connection: Pool | PoolClient): SqlExecutor {
  return {
    executeSql: async (text, values) => {
      const result = await connection.query(text, values);
      // Of several statements in one text `pg` answers a list.
      return Array.isArray(result) ? { rows: result.flatMap(({ rows }) => rows) } : result;
    },
  };
}

/** A job as its claim has it. */
export interface ClaimedJob {
  readonly id: string;
  readonly retryCount: number;
  readonly startedOn: Date;
}

/** How pg-boss takes jobs from a queue. */
const CLAIM = /\bSET\s+state = 'active',\s+started_on = /;
/** A process that hangs, or a connection that went silent, must not hold jobs back. */
const BEGIN_CLAIM = "BEGIN; SET LOCAL idle_in_transaction_session_timeout = '3s'";

/**
 * A pool's connections for pg-boss. A claim is a transaction of its own, so that the jobs are known before it commits.
 * When the answer of the commit is lost they may count as running without a worker: `onUnsure` gets them.
 */
export function claimingExecutor(
  pool: Pool,
  onUnsure: (jobs: readonly ClaimedJob[]) => void,
): SqlExecutor {
  const { executeSql } = sqlExecutor(pool);
  return {
    executeSql: (text, values) =>
      CLAIM.test(text) ? claim(pool, { text, values }, onUnsure) : executeSql(text, values),
  };
}

async function claim(
  pool: Pool,
  { text, values }: { readonly text: string; readonly values: unknown[] | undefined },
  onUnsure: (jobs: readonly ClaimedJob[]) => void,
): Promise<{ rows: ClaimedJob[] }> {
  const client = await pool.connect();
  let isBroken = false;
  let jobs: readonly ClaimedJob[] = [];
  try {
    await client.query(BEGIN_CLAIM);
    const result = await client.query<ClaimedJob>(text, values);
    jobs = result.rows;
    await client.query('COMMIT');
    return result;
  } catch (error) {
    if (jobs.length > 0) onUnsure(jobs);
    await client.query('ROLLBACK').catch(() => {
      isBroken = true;
    });
    throw error;
  } finally {
    client.release(isBroken);
  }
}

/** The parameters of a statement that is put together from parts. */
export interface SqlParameters {
  readonly values: unknown[];
  /** takes a value; answers the placeholder that stands for it */
  add(value: unknown): string;
}

/** Parameters of one statement; `first` are $1, $2 … */
export function sqlParameters(...first: unknown[]): SqlParameters {
  const values = [...first];
  return { values, add: (value) => `$${values.push(value)}` };
}
