import { customType, index, pgTable, text, timestamp, uuid } from '../connection/drizzle.ts';
import { workspaces } from './workspaces.ts';

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

export const apiKeys = pgTable(
  'api_keys',
  {
    id: uuid().primaryKey().defaultRandom(),
    workspace_id: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    /** the readable beginning of the key */
    prefix: text().notNull(),
    /** SHA-256 of the whole key */
    key_hash: bytea().notNull().unique(),
    scopes: text().array().notNull(),
    expires_at: timestamp({ withTimezone: true }),
    last_used_at: timestamp({ withTimezone: true }),
    revoked_at: timestamp({ withTimezone: true }),
    created_at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index('api_keys_workspace').on(table.workspace_id)],
);
