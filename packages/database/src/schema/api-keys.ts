import type { AnyPgColumn } from 'drizzle-orm/pg-core';
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
    /** The key that it is revoked with. Null: only on its own. */
    parent_id: uuid().references((): AnyPgColumn => apiKeys.id, { onDelete: 'cascade' }),
    /** `admin` for ADMIN_API_KEY, `command` for the command line, `console` for a sign-in link, else a key's id. Null: not known. */
    created_by: text(),
    /** Blocks of addresses in their usual form. Null: it works from every address. */
    allowed_addresses: text().array(),
    /** The sessions that it is limited to, also those that are deleted. Null: all of the workspace. */
    session_ids: uuid().array(),
    expires_at: timestamp({ withTimezone: true }),
    last_used_at: timestamp({ withTimezone: true }),
    revoked_at: timestamp({ withTimezone: true }),
    created_at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    index('api_keys_workspace').on(table.workspace_id),
    index('api_keys_parent').on(table.parent_id),
  ],
);
