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

/** Whether the session keeps its browser between grabs. */
type SessionKeep = 'awake' | 'asleep';

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
    /** The person's choice. `asleep`: its browser runs only for grabs, and while something else needs it. */
    keep: text().$type<SessionKeep>().notNull().default('awake'),
    /** As last reported: `connected`, without a browser. */
    asleep: boolean().notNull().default(false),
    /** Not put to sleep before. By the clock of the database, as the following ones. */
    awake_until: timestamp({ withTimezone: true }),
    /** The same by the word of a person: what else needs the session does not end it. */
    kept_awake_until: timestamp({ withTimezone: true }),
    /** A process puts it to sleep until then: a wake waits for its end. */
    sleeping_until: timestamp({ withTimezone: true }),
    /** When its browser was last started by a wake, and how long that one ran. */
    woken_at: timestamp({ withTimezone: true }),
    awake_ms: integer(),
    /** When it was last seen connected with a browser. */
    seen_awake_at: timestamp({ withTimezone: true }),
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
    index('sessions_kept_asleep')
      .on(table.asleep)
      .where(sql`${table.keep} = 'asleep' OR ${table.asleep}`),
    // Which processes ask for every few seconds, of however many sessions sleep.
    index('sessions_woken').on(table.workspace_id).where(sql`${table.woken_at} IS NOT NULL`),
    index('sessions_asleep_since')
      .on(sql`coalesce(${table.seen_awake_at}, ${table.created_at})`)
      .where(sql`${table.asleep}`),
    index('sessions_to_wake').on(table.id).where(sql`${table.asleep} AND ${table.keep} = 'awake'`),
    check('sessions_keep', sql`${table.keep} IN ('awake', 'asleep')`),
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

/** The sessions that wait for a browser in which to wake, while a process asks for them. */
export const sessionWakes = pgTable(
  'session_wakes',
  {
    session_id: uuid()
      .primaryKey()
      .references(() => sessions.id, { onDelete: 'cascade' }),
    workspace_id: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    asked_at: timestamp({ withTimezone: true }).notNull(),
    /** When a process last asked. Nothing asks for one that is old. */
    heartbeat_at: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [index('session_wakes_workspace').on(table.workspace_id)],
);

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
