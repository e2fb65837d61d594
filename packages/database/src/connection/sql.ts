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
