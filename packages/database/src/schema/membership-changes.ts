import {
  bigint,
  check,
  index,
  pgTable,
  primaryKey,
  sql,
  text,
  timestamp,
  uuid,
} from '../connection/drizzle.ts';
import { jidText } from './text-types.ts';

/**
 * Who joined and left the groups, and whose role changed, as grabs saw it. The ids of a session rise in the
 * order of the commits: who writes holds the session's lock.
 */
export const membershipChanges = pgTable(
  'membership_changes',
  {
    /** of its group, and without a foreign key like it: to check it took a third of the time of the write */
    session_id: uuid().notNull(),
    id: bigint({ mode: 'number' }).generatedAlwaysAsIdentity().notNull(),
    /** as in `change_counters`: of the grab that saw it */
    change_number: bigint({ mode: 'number' }).notNull(),
    /** Without a foreign key: a trigger deletes the history of a deleted group. */
    group_row_id: bigint({ mode: 'number' }).notNull(),
    /** as the one in group_participants, also after the phone of a LID became known */
    participant_id: jidText().notNull(),
    kind: text().$type<'joined' | 'left' | 'role_changed'>().notNull(),
    /** after the change; of a person who left, before it */
    role: text().$type<'participant' | 'admin' | 'superadmin'>().notNull(),
    /** of a changed role */
    old_role: text().$type<'participant' | 'admin' | 'superadmin'>(),
    /** the time of the grab that saw it */
    seen_at: timestamp({ withTimezone: true }).notNull(),
    /** when and how it happened, as far as WhatsApp Web has said */
    happened_at: timestamp({ withTimezone: true }),
    leave_reason: text().$type<'left' | 'removed'>(),
  },
  (table) => [
    primaryKey({ columns: [table.session_id, table.id] }),
    index('membership_changes_group').on(table.group_row_id, table.id),
    index('membership_changes_member').on(table.session_id, table.participant_id, table.id),
    index('membership_changes_number').on(table.session_id, table.change_number, table.id),
    check('membership_changes_kind', sql`${table.kind} IN ('joined', 'left', 'role_changed')`),
  ],
);
