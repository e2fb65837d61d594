import type {
  GroupOfContact,
  StoredParticipant,
  StoredPastParticipant,
} from '@grabber/contracts/api/group';
import type { GroupOfContact as MembershipRow } from '@grabber/database/contacts/find-contact';
import type { ParticipantRow } from '@grabber/database/contacts/participants';
import type { Language } from '../messages/language.ts';
import { phoneFields } from './phone-fields.ts';
import { shownMemberName } from './shown-name.ts';

/** A group's member as callers see it. */
export function memberToWire(row: ParticipantRow, language: Language): StoredParticipant {
  const { name, name_source } = shownMemberName(row, language);
  return {
    participant_id: row.participant_id,
    name,
    phone_number: row.phone_number,
    lid: row.lid,
    role: row.role,
    masked_number: row.masked_number,
    joined_at: row.joined_at?.toISOString() ?? null,
    name_source,
    ...phoneFields(row.phone_number),
  };
}

/** A person who has left a group, in the same way. */
export function pastMemberToWire(row: ParticipantRow, language: Language): StoredPastParticipant {
  const { role: _, ...member } = memberToWire(row, language);
  return { ...member, left_at: row.left_at?.toISOString() ?? null, reason: row.leave_reason };
}

/** A contact's membership as callers see it. */
export function membershipToWire(row: MembershipRow): GroupOfContact {
  return { group_id: row.group_contact_id, group_name: row.group_name, role: row.role };
}
