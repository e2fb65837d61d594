import {
  boolean,
  check,
  index,
  integer,
  pgTable,
  sql,
  text,
  timestamp,
  uuid,
} from '../connection/drizzle.ts';
import { sessions } from './sessions.ts';

const time = () => timestamp({ withTimezone: true });

/** When grabs of a session are queued by themselves. */
export const schedules = pgTable(
  'schedules',
  {
    id: uuid().primaryKey().defaultRandom(),
    session_id: uuid()
      .notNull()
      .references(() => sessions.id, { onDelete: 'cascade' }),
    kind: text().$type<'groups' | 'contacts' | 'all'>().notNull(),
    refresh: boolean().notNull().default(false),
    // One of the three is set.
    cron: text(),
    every_hours: integer(),
    at: time(),
    time_zone: text().notNull(),
    spread_minutes: integer().notNull(),
    /** `HH:MM`, in `time_zone` */
    quiet_from: text(),
    quiet_to: text(),
    enabled: boolean().notNull().default(true),
    /** the time of the rule that `next_run_at` comes from, without spread and quiet hours */
    due_at: time(),
    /** null: none follows */
    next_run_at: time(),
    last_run_at: time(),
    last_grab_id: uuid(),
    missed_runs: integer().notNull().default(0),
    last_missed_at: time(),
    created_at: time().notNull().defaultNow(),
  },
  (table) => [
    index('schedules_session').on(table.session_id, table.created_at),
    index('schedules_next_run').on(table.next_run_at).where(sql`${table.enabled}`),
    check(
      'schedules_one_rule',
      sql`num_nonnulls(${table.cron}, ${table.every_hours}, ${table.at}) = 1`,
    ),
    check('schedules_kind', sql`${table.kind} IN ('groups', 'contacts', 'all')`),
  ],
);
