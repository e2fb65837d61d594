import { boolean, check, integer, pgTable, sql } from '../connection/drizzle.ts';

/** One row: which code may still use these tables. */
export const codeCompatibility = pgTable(
  'code_compatibility',
  {
    only_row: boolean().primaryKey().default(true),
    /** Code that knows fewer migrations than this refuses to start. */
    min_code_version: integer().notNull().default(0),
  },
  (table) => [check('code_compatibility_only_row', sql`${table.only_row}`)],
);
