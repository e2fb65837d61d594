import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  sql,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from '../connection/drizzle.ts';
import { workspaces } from './workspaces.ts';

/** The check constraint of the table holds the same values. */
type SessionStatus = 'disconnected' | 'connecting' | 'qr' | 'connected' | 'logged_out' | 'failed';

/** Why a session failed, for machines and for the operator. */
type SessionError = { code: string; message: string };

export const sessions = pgTable(
  'sessions',
  {
    id: uuid().primaryKey().defaultRandom(),
    workspace_id: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    /** The caller's own id of the session, which paths take in place of `id`. */
    external_id: text(),
    status: text().$type<SessionStatus>().notNull().default('disconnected'),
    phone_number: text(),
    /**
     * The account that the stored address book belongs to, as the last grab saw it. Another account's grabs
     * are refused until a person deletes the address book.
     */
    account_lid: text(),
    account_phone_number: text(),
    last_error: jsonb().$type<SessionError>(),
    /** The person's choice: grabs also store people of the address book without WhatsApp. */
    include_without_whatsapp: boolean().notNull().default(false),
    /** The person's choice: grabs also store which chats are locked. */
    include_locked: boolean().notNull().default(false),
    /** A grab has stored which chats are locked, and none has cleared it since. */
    holds_locked: boolean().notNull().default(false),
    /** Its connections go through this proxy. User name and password are encrypted by the API. */
    proxy_host: text(),
    proxy_port: integer(),
    proxy_credentials: text(),
    /** the last grab that enumerated every group, every contact, and every person without WhatsApp */
    groups_listed_at: timestamp({ withTimezone: true }),
    contacts_listed_at: timestamp({ withTimezone: true }),
    without_whatsapp_listed_at: timestamp({ withTimezone: true }),
    /** the one before: what was inactive by then was missed again, and only that may be purged */
    groups_listed_before_at: timestamp({ withTimezone: true }),
    contacts_listed_before_at: timestamp({ withTimezone: true }),
    without_whatsapp_listed_before_at: timestamp({ withTimezone: true }),
    connected_at: timestamp({ withTimezone: true }),
    /** when the device was last unlinked: by a logout that WhatsApp confirmed, or by the phone */
    unlinked_at: timestamp({ withTimezone: true }),
    created_at: timestamp({ withTimezone: true }).notNull().defaultNow(),
    updated_at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    index('sessions_workspace').on(table.workspace_id),
    uniqueIndex('sessions_external_id').on(table.workspace_id, table.external_id),
    check(
      'sessions_status',
      sql`${table.status} IN ('disconnected', 'connecting', 'qr', 'connected', 'logged_out', 'failed')`,
    ),
  ],
);

/**
 * The per-session number of changes. A row of its own, because it stays locked while a grab is
 * written, and the session's status must not wait for that.
 */
export const changeCounters = pgTable('change_counters', {
  session_id: uuid()
    .primaryKey()
    .references(() => sessions.id, { onDelete: 'cascade' }),
  last_number: bigint({ mode: 'number' }).notNull().default(0),
  /** Tombstones up to this number were deleted: a cursor that has not read them is refused. */
  forgotten_number: bigint({ mode: 'number' }).notNull().default(0),
});

/** When each number of changes was given, so that a reader can begin at a time. They rise together. */
export const changeTimes = pgTable(
  'change_times',
  {
    session_id: uuid()
      .notNull()
      .references(() => sessions.id, { onDelete: 'cascade' }),
    change_number: bigint({ mode: 'number' }).notNull(),
    changed_at: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.session_id, table.change_number] })],
);

/**
 * When a session did what WhatsApp sees and may punish: the times of the last day, by kind. One row each, so
 * that one statement counts and adds.
 */
export const sessionCharges = pgTable(
  'session_charges',
  {
    session_id: uuid()
      .notNull()
      .references(() => sessions.id, { onDelete: 'cascade' }),
    kind: text().notNull(),
    charged_at: timestamp({ withTimezone: true }).array().notNull(),
  },
  (table) => [primaryKey({ columns: [table.session_id, table.kind] })],
);
