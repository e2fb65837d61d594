import {
  bigint,
  boolean,
  index,
  integer,
  pgTable,
  primaryKey,
  sql,
  text,
  timestamp,
  uuid,
} from '../connection/drizzle.ts';
import { sessions } from './sessions.ts';

/** The engines that API processes have seen, where there are several. Times are by the clock of the database. */
export const engines = pgTable('engines', {
  /** Of the engine's data directory. */
  id: uuid().primaryKey(),
  address: text().notNull(),
  /** Of its process. */
  boot_id: text().notNull(),
  version: text().notNull(),
  draining: boolean().notNull().default(false),
  browsers_now: integer().notNull(),
  browsers_limit: integer().notNull(),
  sessions_now: integer().notNull(),
  sessions_limit: integer().notNull(),
  registered_at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  heartbeat_at: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

/** Where a session runs or last ran, where there are several engines, and the lease under which it does. */
export const sessionPlacements = pgTable(
  'session_placements',
  {
    session_id: uuid()
      .primaryKey()
      .references(() => sessions.id, { onDelete: 'cascade' }),
    /** Where its profile is. Without a reference: an engine that is forgotten still has the profile. */
    engine_id: uuid(),
    /** Raised by each new lease, never lowered. */
    generation: bigint({ mode: 'number' }).notNull().default(0),
    /** That of the lease with which `engine_id` got the session. Lower where other engines have refused it since. */
    home_generation: bigint({ mode: 'number' }).notNull().default(0),
    /** When the last new lease was given. */
    placed_at: timestamp({ withTimezone: true }),
    /** Null: no lease. */
    expires_at: timestamp({ withTimezone: true }),
    /** It should have a browser, so it is started again where its engine has died or drained. */
    wants_browser: boolean().notNull().default(false),
    /** That profile is linked to a phone. */
    is_linked: boolean().notNull().default(false),
    /** The last stored copy of the profile; 0: none. */
    bundle_generation: bigint({ mode: 'number' }).notNull().default(0),
    /** No browser has run since that copy was stored. */
    bundle_is_current: boolean().notNull().default(false),
    /** Since when only its engine, which is away, could run it. */
    waits_for_engine_since: timestamp({ withTimezone: true }),
  },
  (table) => [
    index('session_placements_engine').on(table.engine_id),
    index('session_placements_placed').on(table.placed_at),
    index('session_placements_wanted')
      // Not on expires_at: a renewal must not write to an index.
      .on(table.session_id)
      .where(sql`${table.wants_browser}`),
    index('session_placements_waiting')
      .on(table.waits_for_engine_since)
      .where(sql`${table.waits_for_engine_since} IS NOT NULL`),
  ],
);

/**
 * Profiles that stayed on an engine when their session went to another one. Without a reference: a new lease, which holds the
 * row of the placement, would wait for a deletion of the session that waits for that row.
 */
export const leftProfiles = pgTable(
  'left_profiles',
  {
    session_id: uuid().notNull(),
    engine_id: uuid().notNull(),
    /** The last lease that the engine had. A profile there of another one is not this one. */
    generation: bigint({ mode: 'number' }).notNull(),
    /** The session went on from a stored copy of this very profile. */
    was_copied: boolean().notNull(),
    /** It is certain that nothing is lost with it. */
    is_useless: boolean().notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.session_id, table.engine_id] })],
);

/** The sessions that were deleted: an engine that was away may come back with a profile of one. */
export const deletedSessions = pgTable(
  'deleted_sessions',
  {
    session_id: uuid().primaryKey(),
    deleted_at: timestamp({ withTimezone: true }).notNull().defaultNow(),
    /** The store of profiles may have copies of it. */
    has_copies: boolean().notNull().default(true),
  },
  (table) => [
    index('deleted_sessions_copies').on(table.deleted_at).where(sql`${table.has_copies}`),
  ],
);
