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

/** The members of the groups. Most of them are not contacts. */
export const groupParticipants = pgTable(
  'group_participants',
  {
    /** of its group */
    session_id: uuid().notNull(),
    /**
     * Without a foreign key: to check it would cost as much as to write the row. Its ids come from
     * contacts, under the session's lock; a trigger deletes the members of a deleted group.
     */
    group_row_id: bigint({ mode: 'number' }).notNull(),
    /** canonical, as a contact's `contact_id` */
    participant_id: jidText().notNull(),
    lid: jidText(),
    phone_number: text(),
    name: text(),
    /** as a contact's: of a member without a known phone */
    masked_number: text(),
    role: text().$type<'participant' | 'admin' | 'superadmin'>().notNull(),
    status: text().$type<'active' | 'inactive'>().notNull().default('active'),
    /** as a contact's: of a member who left before a grab saw the group, when that was */
    written_at: timestamp({ withTimezone: true }).notNull(),
    /** as a contact's `missing_since`, in the complete member lists of its group */
    missing_since: timestamp({ withTimezone: true }),
    /** as far as WhatsApp Web has said; of an inactive member, before they left */
    joined_at: timestamp({ withTimezone: true }),
    /** when and how an inactive member left, as far as WhatsApp Web has said */
    left_at: timestamp({ withTimezone: true }),
    leave_reason: text().$type<'left' | 'removed'>(),
  },
  (table) => [
    primaryKey({ columns: [table.group_row_id, table.participant_id] }),
    // Finds the memberships to repoint when the phone of a LID becomes known.
    index('group_participants_unresolved')
      .on(table.session_id, table.lid)
      .where(sql`${table.phone_number} IS NULL`),
    check('group_participants_role', sql`${table.role} IN ('participant', 'admin', 'superadmin')`),
    check('group_participants_status', sql`${table.status} IN ('active', 'inactive')`),
    check('group_participants_leave_reason', sql`${table.leave_reason} IN ('left', 'removed')`),
    check(
      'group_participants_identity',
      sql`${table.phone_number} IS NOT NULL OR ${table.lid} = ${table.participant_id}`,
    ),
  ],
);
