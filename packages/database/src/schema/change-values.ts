import {
  bigint,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from '../connection/drizzle.ts';
import { sessions } from './sessions.ts';

/** What a field of a contact or group was before a change, and after it. Only by the workspace's choice. */
export const changeValues = pgTable(
  'change_values',
  {
    session_id: uuid()
      .notNull()
      .references(() => sessions.id, { onDelete: 'cascade' }),
    /** Without a foreign key: a trigger deletes the values of a deleted contact. */
    contact_row_id: bigint({ mode: 'number' }).notNull(),
    change_number: bigint({ mode: 'number' }).notNull(),
    field: text().notNull(),
    old_value: jsonb(),
    new_value: jsonb(),
    seen_at: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.contact_row_id, table.change_number, table.field] }),
    index('change_values_session').on(table.session_id, table.seen_at),
  ],
);
