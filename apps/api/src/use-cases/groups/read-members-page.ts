import type { ListParticipantsQuery } from '@grabber/contracts/api/group';
import { DEFAULT_PAGE } from '@grabber/contracts/api/page';
import type { ParticipantRow } from '@grabber/database/contacts/participants';
import { readParticipantsPage } from '@grabber/database/contacts/participants';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import type { Context } from '../../context.ts';
import { decodePageCursor, encodePageCursor } from '../../cursors/page-cursor.ts';
import { requireGroup } from '../contacts/require-contact.ts';

const MEMBER_ID = /^\d+@[a-z.]+$/;

/**
 * A page of a group's present members, or of those who have left. Throws GROUP_NOT_FOUND, and
 * VALIDATION_FAILED for a cursor of another list.
 */
export async function readMembersPage(
  { db }: Pick<Context, 'db'>,
  session: SessionRow,
  address: string,
  { cursor, limit = DEFAULT_PAGE }: ListParticipantsQuery,
  status: ParticipantRow['status'] = 'active',
): Promise<{ groupId: string; rows: ParticipantRow[]; nextCursor: string | null }> {
  const { contact_id: groupId, session_id } = await requireGroup({ db }, session, address);
  const scope = [session_id, status === 'active' ? 'participants' : 'past', groupId];
  const after = cursor === undefined ? null : decodePageCursor(scope, cursor, MEMBER_ID).key;
  const options = { session_id, group_contact_id: groupId, status, after, limit };
  const { rows, next } = await readParticipantsPage(db, options);
  return { groupId, rows, nextCursor: next && encodePageCursor(scope, { key: next, id: 0 }) };
}
