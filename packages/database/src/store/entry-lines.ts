import type { ContactEntry, GroupEntry, ParticipantEntry } from '../grab-entries.ts';
import { copyLine } from './copy-text.ts';

/** The COPY line of a group: the columns of STAGED_CONTACT_COLUMNS in their order. */
export function groupLine(seq: number, row: GroupEntry): string {
  return copyLine([
    ...[seq, 'group', row.contact_id, null, null, row.name, null, null, null, null],
    ...[false, false, false, row.group_description, row.group_participants_count, row.is_admin],
    ...[row.owner_id, row.group_created_at, row.is_announce, row.is_community, row.community_id],
    ...[row.profile_picture, row.members_complete],
  ]);
}

/** The COPY line of an individual: the same columns. */
export function contactLine(seq: number, row: ContactEntry): string {
  // Whose id is a LID has that LID; the matching relies on it.
  const lid = row.phone_number === null ? row.contact_id : row.lid;
  return copyLine([
    ...[seq, 'individual', row.contact_id, lid, row.phone_number, row.name],
    ...[row.address_book_name, row.short_name, row.verified_name, row.push_name],
    ...[row.is_saved, row.is_business, row.is_blocked, null, null, false],
    ...[null, null, false, false, null, row.profile_picture, false],
  ]);
}

/** The COPY line of a member: the columns of STAGED_PARTICIPANT_COLUMNS in their order. */
export function participantLine(seq: number, groupId: string, row: ParticipantEntry): string {
  const lid = row.phone_number === null ? row.participant_id : row.lid;
  return copyLine([seq, groupId, row.participant_id, lid, row.phone_number, row.name, row.role]);
}
