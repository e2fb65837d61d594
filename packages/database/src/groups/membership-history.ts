import { isUuid } from '@grabber/primitives/uuid';
import type { Database } from '../connection/open-database.ts';
import { pageOf } from '../contacts/page-bytes.ts';
import type { membershipChanges } from '../schema/membership-changes.ts';

/** A join, a departure or a changed role with its group, and the stored name of the member. */
export type MembershipChangeRow = Omit<typeof membershipChanges.$inferSelect, 'session_id'> & {
  group_contact_id: string;
  group_name: string | null;
  name: string | null;
};

/** Select list of a MembershipChangeRow, from history h. */
const COLUMNS = `h.id, h.change_number, h.group_row_id, h.participant_id, h.kind, h.role, h.old_role,
  h.seen_at, h.happened_at, h.leave_reason, g.contact_id AS group_contact_id, g.name AS group_name, p.name`;

/** One look for each row of the page. */
const NAMED = `JOIN contacts g ON g.id = h.group_row_id
  LEFT JOIN group_participants p ON p.group_row_id = h.group_row_id
    AND p.participant_id = h.participant_id`;

/** Whose history is read: that of a group by its row, or that of a person by their id. */
export type HistoryOwner = { readonly group_row_id: number } | { readonly participant_id: string };

/**
 * A page of the history of a group or of a person, the latest first. `before` is the id of the last row of the
 * page before.
 */
export async function readHistoryPage(
  db: Database,
  options: HistoryOwner & { session_id: string; before: number | null; limit: number },
): Promise<{ rows: MembershipChangeRow[]; next: number | null }> {
  const { session_id, before, limit } = options;
  const [column, owner] =
    'group_row_id' in options
      ? ['group_row_id', options.group_row_id]
      : ['participant_id', options.participant_id];
  const { rows: found } = await db.pool.query<MembershipChangeRow>(
    `SELECT ${COLUMNS} FROM (
       SELECT * FROM membership_changes
       WHERE session_id = $1 AND ${column} = $2 AND ($3::bigint IS NULL OR id < $3)
       ORDER BY id DESC LIMIT $4) h ${NAMED} ORDER BY h.id DESC`,
    [session_id, owner, before, limit + 1],
  );
  const { rows, more } = pageOf(found, limit);
  return { rows, next: more ? (rows.at(-1)?.id ?? null) : null };
}

/**
 * The history of all groups of a session, the oldest first, after the one with the id `after`. A later change
 * has a higher id, so nothing is missed however grabs and readers overlap.
 */
export async function readMembershipChanges(
  db: Database,
  options: { session_id: string; after: number; limit: number },
): Promise<{ rows: MembershipChangeRow[]; has_more: boolean }> {
  const { session_id, after, limit } = options;
  if (!isUuid(session_id)) return { rows: [], has_more: false };
  const { rows: found } = await db.pool.query<MembershipChangeRow>(
    `SELECT ${COLUMNS} FROM (
       SELECT * FROM membership_changes WHERE session_id = $1 AND id > $2 ORDER BY id LIMIT $3) h
     ${NAMED} ORDER BY h.id`,
    [session_id, after, limit + 1],
  );
  const { rows, more } = pageOf(found, limit);
  return { rows, has_more: more };
}

/** The same after a place in the changes of the address book, for a page of those. */
export const HISTORY_AFTER_PLACE = `SELECT ${COLUMNS} FROM (
    SELECT * FROM membership_changes
    WHERE session_id = $1 AND (change_number, id) > ($2::bigint, $3::bigint) AND change_number > $4
    ORDER BY change_number, id LIMIT $5) h
  ${NAMED} ORDER BY h.change_number, h.id`;

/** The same of one person, or of one group. Ids rise with the numbers, and the indexes have them. */
const historyOf = (column: string): string => `SELECT ${COLUMNS} FROM (
    SELECT * FROM membership_changes
    WHERE session_id = $1 AND ${column} = $2 AND (change_number, id) > ($3::bigint, $4::bigint)
    ORDER BY id LIMIT $5) h
  ${NAMED} ORDER BY h.id`;
export const HISTORY_OF_MEMBER = historyOf('participant_id');
export const HISTORY_OF_GROUP = historyOf('group_row_id');
