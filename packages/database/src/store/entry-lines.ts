import { copyField, copyLine } from './copy-text.ts';
import type { ContactEntry, GroupEntry, ParticipantEntry } from './grab-entries.ts';

/** What an individual has of a group's columns. */
const NO_GROUP = copyLine([null, null, false, null, null, false, false, null]).trimEnd();

/** The COPY line of a group: the columns of STAGED_CONTACT_COLUMNS in their order. */
export function groupLine(seq: number, row: GroupEntry): string {
  return copyLine([
    ...[seq, 'group', row.contact_id, null, null, row.name, null, null, null, null],
    ...[false, false, false, row.group_description, row.group_participants_count, row.is_admin],
    ...[row.owner_id, row.group_created_at, row.is_announce, row.is_community, row.community_id],
    ...[row.profile_picture, row.members_complete],
  ]);
}

/** The COPY line of an individual: the same columns. Of these there are most, so no array is made. */
export function contactLine(seq: number, row: ContactEntry): string {
  // Whose id is a LID has that LID; the matching relies on it.
  const lid = row.phone_number === null ? row.contact_id : row.lid;
  const identity = `${seq}\tindividual\t${row.contact_id}\t${lid ?? '\\N'}\t${row.phone_number ?? '\\N'}`;
  const names = `${copyField(row.name)}\t${copyField(row.address_book_name)}\t${copyField(row.short_name)}\t${copyField(row.verified_name)}\t${copyField(row.push_name)}`;
  const flags = `${copyField(row.is_saved)}\t${copyField(row.is_business)}\t${copyField(row.is_blocked)}`;
  return `${identity}\t${names}\t${flags}\t${NO_GROUP}\t${copyField(row.profile_picture)}\tf\n`;
}

/** The COPY line of a member: the columns of STAGED_PARTICIPANT_COLUMNS in their order. */
export function participantLine(seq: number, groupId: string, row: ParticipantEntry): string {
  const lid = row.phone_number === null ? row.participant_id : row.lid;
  const identity = `${row.participant_id}\t${lid ?? '\\N'}\t${row.phone_number ?? '\\N'}`;
  return `${seq}\t${groupId}\t${identity}\t${copyField(row.name)}\t${row.role}\n`;
}
