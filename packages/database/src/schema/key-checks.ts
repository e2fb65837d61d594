import { boolean, check, pgTable, sql, text } from '../connection/drizzle.ts';

/** At most one row: which key of the installation encrypts what these tables hold. It is no secret. */
export const encryptionKeyCheck = pgTable(
  'encryption_key_check',
  {
    only_row: boolean().primaryKey().default(true),
    key_id: text().notNull(),
  },
  (table) => [check('encryption_key_check_only_row', sql`${table.only_row}`)],
);

/** The same of the key that hashes excluded people. */
export const exclusionKeyCheck = pgTable(
  'exclusion_key_check',
  {
    only_row: boolean().primaryKey().default(true),
    key_id: text().notNull(),
  },
  (table) => [check('exclusion_key_check_only_row', sql`${table.only_row}`)],
);
