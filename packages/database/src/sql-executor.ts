import type { Pool, PoolClient } from 'pg';

/** What pg-boss wants of a database. */
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
