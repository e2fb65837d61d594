import type { Database } from '../../src/connection/open-database.ts';
import type { ContactRow } from '../../src/contacts/contact-row.ts';
import { type ParticipantRow, readParticipants } from '../../src/contacts/participants.ts';
import { readContacts } from '../../src/contacts/read-contacts.ts';

/** All contacts of a session. */
export async function storedContacts(db: Database, sessionId: string): Promise<ContactRow[]> {
  const pages = await Array.fromAsync(readContacts(db, { session_id: sessionId }));
  return pages.flat();
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

/** The present members of a group. */
export async function storedMembers(
  db: Database,
  sessionId: string,
  groupId: string,
): Promise<ParticipantRow[]> {
  const options = { session_id: sessionId, group_contact_id: groupId };
  return (await Array.fromAsync(readParticipants(db, options))).flat();
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
