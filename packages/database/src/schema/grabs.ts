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
  uuid,
} from '../connection/drizzle.ts';
import { sessions } from './sessions.ts';

type GrabKind = 'groups' | 'contacts' | 'all';
type GrabState = 'queued' | 'running' | 'complete' | 'partial' | 'failed' | 'cancelled';

/** One item that could not be read or stored. */
type GrabItemError = {
  type: 'group' | 'contact' | 'participant';
  contact_id: string | null;
  reason: string;
};

/** Why a grab is not complete. `type`: what it is about, where the code alone does not say it. */
type IncompleteReason = {
  code: string;
  message: string;
  count: number;
  type?: GrabItemError['type'];
};

const count = () => integer().notNull().default(0);

export const grabs = pgTable(
  'grabs',
  {
    id: uuid().primaryKey().defaultRandom(),
    session_id: uuid()
      .notNull()
      .references(() => sessions.id, { onDelete: 'cascade' }),
    kind: text().$type<GrabKind>().notNull(),
    state: text().$type<GrabState>().notNull(),
    /** A job runs this grab: after an interruption the grab goes back to the queue. */
    durable: boolean().notNull().default(false),
    /** Ask WhatsApp for the members of every group, including those that the page has loaded. */
    refresh: boolean().notNull().default(false),
    /** A person said that what this grab misses is gone, however much it is. */
    confirm_removals: boolean().notNull().default(false),
    /** How often a run of this grab was started. */
    attempts: count(),
    // For a successful grab, `saved_count + updated_count` = `total_groups + total_contacts`.
    total_groups: count(),
    total_contacts: count(),
    total_participants: count(),
    /** People without WhatsApp. No other counter but `removed_count` has them. */
    total_without_whatsapp: count(),
    /** new rows */
    saved_count: count(),
    /** Rows that existed before, including unchanged rows. */
    updated_count: count(),
    /** Updated rows that needed no write. */
    unchanged_count: count(),
    /** rows that became inactive */
    removed_count: count(),
    /** persons whom the workspace excludes, and whom the read held; in no other counter */
    excluded_count: count(),
    /** items that could not be read or stored */
    failed_count: count(),
    complete: boolean().notNull().default(false),
    incomplete_reasons: jsonb().$type<IncompleteReason[]>().notNull().default([]),
    /** the first 1,000 items that could not be read or stored, then groups with unread members */
    errors: jsonb().$type<GrabItemError[]>().notNull().default([]),
    /** why the grab as a whole failed */
    error: jsonb().$type<{ code: string; message: string }>(),
    /** milliseconds by phase */
    timings: jsonb().$type<Record<string, number>>().notNull().default({}),
    queries_sent: count(),
    /** as in `change_counters`: of what it stored; null: nothing, or by older code */
    change_number: bigint({ mode: 'number' }),
    started_at: timestamp({ withTimezone: true }),
    finished_at: timestamp({ withTimezone: true }),
    created_at: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [
    index('grabs_session_created').on(table.session_id, table.created_at),
    index('grabs_change')
      .on(table.session_id, table.change_number)
      .where(sql`${table.change_number} IS NOT NULL`),
    index('grabs_complete').on(table.session_id, table.created_at).where(sql`${table.complete}`),
    index('grabs_unfinished').on(table.session_id).where(sql`${table.finished_at} IS NULL`),
    check('grabs_kind', sql`${table.kind} IN ('groups', 'contacts', 'all')`),
    check(
      'grabs_state',
      sql`${table.state} IN ('queued', 'running', 'complete', 'partial', 'failed', 'cancelled')`,
    ),
  ],
);

/** The rows that a grab saw, in chunks, so that the answer can be streamed after the commit. */
export const grabRows = pgTable(
  'grab_rows',
  {
    grab_id: uuid()
      .notNull()
      .references(() => grabs.id, { onDelete: 'cascade' }),
    type: text().$type<'individual' | 'group'>().notNull(),
    chunk: integer().notNull(),
    contact_row_ids: bigint({ mode: 'number' }).array().notNull(),
  },
  (table) => [primaryKey({ columns: [table.grab_id, table.type, table.chunk] })],
);

/**
 * Which store grabs a session: one at a time, over all replicas. `owner` is null while no store has it, and
 * each owner has the next generation.
 */
export const grabLeases = pgTable('grab_leases', {
  session_id: uuid()
    .primaryKey()
    .references(() => sessions.id, { onDelete: 'cascade' }),
  owner: uuid(),
  generation: bigint({ mode: 'number' }).notNull().default(0),
  /** when the owner was last heard, by the clock of the database */
  heartbeat_at: timestamp({ withTimezone: true }).notNull().defaultNow(),
});
