import type {
  MemberOfGroups,
  MembershipChange,
  MembershipEvent,
} from '@grabber/contracts/api/membership';
import type { MemberOfGroups as MemberRow } from '@grabber/database/groups/list-members-page';
import type { MembershipChangeRow } from '@grabber/database/groups/membership-history';
import type { Language } from '../messages/language.ts';
import { membershipToWire } from './member-to-wire.ts';
import { shownMemberName } from './shown-name.ts';

/** A join, a departure or a changed role, without its group. */
export function membershipEventToWire(row: MembershipChangeRow): MembershipEvent {
  return {
    change_id: row.id,
    change: row.kind,
    participant_id: row.participant_id,
    name: row.name,
    role: row.role,
    old_role: row.old_role,
    seen_at: row.seen_at.toISOString(),
    happened_at: row.happened_at?.toISOString() ?? null,
    reason: row.leave_reason,
  };
}

export function membershipChangeToWire(row: MembershipChangeRow): MembershipChange {
  const { group_contact_id: group_id, group_name } = row;
  return { group_id, group_name, ...membershipEventToWire(row) };
}

/** A person with the groups that they are in. */
export function memberOfGroupsToWire(row: MemberRow, language: Language): MemberOfGroups {
  const { participant_id, phone_number, lid, masked_number, is_contact } = row;
  const { name, name_source } = shownMemberName(row, language);
  return {
    ...{ participant_id, name, phone_number, lid, masked_number, name_source, is_contact },
    groups: row.groups.map(membershipToWire),
  };
}
