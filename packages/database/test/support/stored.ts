import type { Database } from '../../src/connection/open-database.ts';
import { CONTACT_ROW_COLUMNS, type ContactRow } from '../../src/contacts/contact-row.ts';
import { PARTICIPANT_ROW_COLUMNS, type ParticipantRow } from '../../src/contacts/participants.ts';

/** All contacts of a session: groups first, then individuals, in the order in which they were stored. */
export async function storedContacts(db: Database, sessionId: string): Promise<ContactRow[]> {
  const { rows } = await db.pool.query<ContactRow>(
    `SELECT ${CONTACT_ROW_COLUMNS}
     FROM contacts c JOIN sessions x ON x.id = c.session_id
     WHERE c.session_id = $1 ORDER BY c.type, c.id`,
    [sessionId],
  );
  return rows;
}

/** One contact of a session, which must be there. */
export async function storedContact(
  db: Database,
  sessionId: string,
  contactId: string,
): Promise<ContactRow> {
  const found = (await storedContacts(db, sessionId)).find((row) => row.contact_id === contactId);
  if (found === undefined) throw new Error(`${contactId} is not stored`);
  return found;
}

/** The present members of a group, ordered by id. */
export async function storedMembers(
  db: Database,
  sessionId: string,
  groupId: string,
): Promise<ParticipantRow[]> {
  const { rows } = await db.pool.query<ParticipantRow>(
    `SELECT ${PARTICIPANT_ROW_COLUMNS}
     FROM contacts g JOIN group_participants p ON p.group_row_id = g.id
     WHERE g.session_id = $1 AND g.contact_id = $2 AND p.status = 'active'
     ORDER BY p.participant_id`,
    [sessionId, groupId],
  );
  return rows;
}

/** Their ids. */
export async function memberIds(
  db: Database,
  sessionId: string,
  groupId: string,
): Promise<string[]> {
  return (await storedMembers(db, sessionId, groupId)).map((row) => row.participant_id);
}

/** Where the rows of a table lie on disk and which transaction wrote them: unequal after any write. */
export async function rowVersions(
  db: Database,
  table: 'contacts' | 'group_participants',
  sessionId: string,
): Promise<string[]> {
  const { rows } = await db.pool.query(
    `SELECT ctid::text || '/' || xmin::text AS version FROM ${table} WHERE session_id = $1 ORDER BY 1`,
    [sessionId],
  );
  return rows.map((row) => row.version);
}
