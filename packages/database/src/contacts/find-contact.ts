import type { Country } from '@grabber/phone-numbers/phone-number';
import { isUuid } from '@grabber/primitives/uuid';
import type { Database } from '../connection/open-database.ts';
import { jidsOf, rowOfAddress } from './contact-address.ts';
import { CONTACT_ROW_COLUMNS, type ContactRow } from './contact-row.ts';
import type { ParticipantRow } from './participants.ts';

/** A membership, seen from the member. */
export interface GroupOfContact {
  group_row_id: number;
  group_contact_id: string;
  group_name: string | null;
  role: ParticipantRow['role'];
}

/**
 * One contact or group of a session by an address that it has or had, in any spelling; or null. A number without the
 * code of its country is of `country`.
 */
export async function findContact(
  db: Database,
  {
    session_id,
    address,
    country = null,
  }: { session_id: string; address: string; country?: Country | null },
): Promise<ContactRow | null> {
  if (!isUuid(session_id)) return null;
  for (const jid of jidsOf(address, country)) {
    const { rows } = await db.pool.query<ContactRow>(
      `SELECT ${CONTACT_ROW_COLUMNS} FROM contacts c JOIN sessions x ON x.id = c.session_id
       WHERE c.session_id = $1 AND c.id = ${rowOfAddress('$1', '$2')}`,
      [session_id, jid],
    );
    if (rows[0] !== undefined) return rows[0];
  }
  return null;
}

/**
 * The groups that a contact is in now, by their order of storing; of groups that the account still
 * has. One look per group: an index by member would cost every stored membership more than this.
 */
export async function groupsOfContact(
  db: Database,
  options: { session_id: string; contact_id: string },
): Promise<GroupOfContact[]> {
  if (!isUuid(options.session_id) || options.contact_id.includes('\0')) return [];
  const { rows } = await db.pool.query<GroupOfContact>(
    `SELECT g.id AS group_row_id, g.contact_id AS group_contact_id, g.name AS group_name, p.role
     FROM contacts g CROSS JOIN LATERAL (
       SELECT role FROM group_participants
       WHERE group_row_id = g.id AND participant_id = $2 AND status = 'active' OFFSET 0) p
     WHERE g.session_id = $1 AND g.type = 'group' AND g.status = 'active' ORDER BY g.id`,
    [options.session_id, options.contact_id],
  );
  return rows;
}
