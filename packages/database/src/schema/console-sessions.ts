import {
  check,
  customType,
  index,
  pgTable,
  sql,
  text,
  timestamp,
  uuid,
} from '../connection/drizzle.ts';
import { apiKeys } from './api-keys.ts';
import { workspaces } from './workspaces.ts';

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/**
 * Who is signed in to the console. What made the session is one of three: a key, the admin key of the settings, or a
 * link, which has scopes and a workspace.
 */
export const consoleSessions = pgTable(
  'console_sessions',
  {
    id: uuid().primaryKey().defaultRandom(),
    /** SHA-256 of the cookie */
    token_hash: bytea().notNull().unique(),
    /** what a session of a key allows is read from the key, each time */
    key_id: uuid().references(() => apiKeys.id, { onDelete: 'cascade' }),
    /** keyed hash of the admin key */
    admin_key_hash: bytea(),
    /** null: every workspace, with the admin key */
    workspace_id: uuid().references(() => workspaces.id, { onDelete: 'cascade' }),
    /** of a link */
    scopes: text().array(),
    created_at: timestamp({ withTimezone: true }).notNull(),
    expires_at: timestamp({ withTimezone: true }).notNull(),
    last_used_at: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [
    index('console_sessions_key').on(table.key_id),
    index('console_sessions_workspace').on(table.workspace_id),
    index('console_sessions_expires').on(table.expires_at),
    check(
      'console_sessions_one_maker',
      sql`num_nonnulls(${table.key_id}, ${table.admin_key_hash}, ${table.scopes}) = 1`,
    ),
    check(
      'console_sessions_workspace',
      sql`(${table.workspace_id} IS NULL) = (${table.admin_key_hash} IS NOT NULL)`,
    ),
  ],
);

/** Links that sign a browser in. A link that was used is deleted. */
export const signInLinks = pgTable(
  'sign_in_links',
  {
    /** SHA-256 of its token */
    token_hash: bytea().primaryKey(),
    workspace_id: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    created_at: timestamp({ withTimezone: true }).notNull(),
    expires_at: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [index('sign_in_links_expires').on(table.expires_at)],
);
