import type { Database } from '../connection/open-database.ts';
import type { ContactRow } from '../contacts/contact-row.ts';
import {
  type ContactsPage,
  type ListContactsOptions,
  listContactsPage,
} from '../contacts/list-contacts-page.ts';

/** A group with the number of its present members that are stored. */
export type GroupRow = ContactRow & { members_stored: number };

export interface GroupsPage extends Omit<ContactsPage, 'rows'> {
  rows: GroupRow[];
}

/** A page of a session's groups, as `listContactsPage`, each with how many members are stored. */
export async function readGroups(
  db: Database,
  options: Omit<ListContactsOptions, 'type' | 'saved' | 'has_phone' | 'in_group'>,
): Promise<GroupsPage> {
  const page = await listContactsPage(db, { ...options, type: 'group' });
  const ids = page.rows.map(({ id }) => id);
  const members = await countStoredMembers(db, ids);
  return {
    ...page,
    rows: page.rows.map((row) => ({ ...row, members_stored: members.get(row.id) ?? 0 })),
  };
}

/** By the row of a group: how many of its present members are stored. Absent: none. */
export async function countStoredMembers(
  db: Database,
  groupRowIds: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const { rows } = await db.pool.query<{ group_row_id: number; members: number }>(
    `SELECT group_row_id, count(*) AS members FROM group_participants
     WHERE group_row_id = ANY($1) AND status = 'active' GROUP BY group_row_id`,
    [groupRowIds],
  );
  return new Map(rows.map((row) => [row.group_row_id, row.members]));
}
