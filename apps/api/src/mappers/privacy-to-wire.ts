import type { Erasure, Exclusion, PersonExport } from '@grabber/contracts/api/privacy';
import type { Erased } from '@grabber/database/privacy/erase-addresses';
import type { Erasure as ErasureDone } from '@grabber/database/privacy/erase-person';
import type { ExclusionRow } from '@grabber/database/privacy/exclusions';
import type {
  PersonExport as ExportedPerson,
  StoredMembership,
} from '@grabber/database/privacy/export-person';
import type { Language } from '../messages/language.ts';
import { contactToWire } from './contact-to-wire.ts';
import { membershipChangeToWire } from './membership-to-wire.ts';

type SessionOfPerson = PersonExport['sessions'][number];

export function erasureToWire(done: ErasureDone, erasedAt: Date): Erasure {
  const total: Erased = {
    contacts: sumOf(done, 'contacts'),
    contact_aliases: sumOf(done, 'contact_aliases'),
    group_participants: sumOf(done, 'group_participants'),
    membership_changes: sumOf(done, 'membership_changes'),
    group_owners: sumOf(done, 'group_owners'),
    grab_errors: sumOf(done, 'grab_errors'),
  };
  return {
    erased_at: erasedAt.toISOString(),
    deleted: total,
    sessions: done.sessions,
    remaining: done.remaining,
    exclusion: done.exclusion && exclusionToWire(done.exclusion),
  };
}

function sumOf({ sessions }: ErasureDone, what: keyof Erased): number {
  return sessions.reduce((sum, { deleted }) => sum + deleted[what], 0);
}

export function exclusionToWire({ id, address_count, created_at, label }: ExclusionRow): Exclusion {
  return { exclusion_id: id, address_count, created_at: created_at.toISOString(), label };
}

export function personToWire(person: ExportedPerson, language: Language): PersonExport {
  const sessions = person.sessions.map(
    (session): SessionOfPerson => ({
      session_id: session.session_id,
      session_name: session.session_name,
      contacts: session.contacts.map(
        (row) => contactToWire(row, language) as SessionOfPerson['contacts'][number],
      ),
      older_lids: session.aliases,
      memberships: session.memberships.map(membershipOfPerson),
      membership_changes: session.membership_changes.map(membershipChangeToWire),
      value_changes: session.value_changes.map((change) => ({
        ...change,
        seen_at: change.seen_at.toISOString(),
      })),
      created_groups: session.owned_groups.map(groupOf),
      failed_items: session.failed_items.map((item) => ({
        ...item,
        created_at: item.created_at.toISOString(),
      })),
    }),
  );
  return {
    addresses: person.addresses,
    sessions,
    exclusions: person.exclusions.map(exclusionToWire),
  };
}

function membershipOfPerson(row: StoredMembership): SessionOfPerson['memberships'][number] {
  const { participant_id, lid, phone_number, name, masked_number, role, status } = row;
  return {
    ...groupOf(row),
    ...{ participant_id, lid, phone_number, name, masked_number, role, status },
    joined_at: row.joined_at?.toISOString() ?? null,
    left_at: row.left_at?.toISOString() ?? null,
    reason: row.leave_reason,
  };
}

function groupOf(row: { group_contact_id: string; group_name: string | null }) {
  return { group_id: row.group_contact_id, group_name: row.group_name };
}
