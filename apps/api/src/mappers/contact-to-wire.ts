import type { StoredContact, StoredGroup, StoredIndividual } from '@grabber/contracts/api/contact';
import type { ContactRow } from '@grabber/database/contacts/contact-row';
import { microTimestamp } from './micro-timestamp.ts';

/** A stored row in the field order of the specification's examples, further fields after those. */
export function contactToWire(row: ContactRow): StoredContact {
  return row.type === 'group' ? groupToWire(row) : individualToWire(row);
}

export function individualToWire(row: ContactRow): StoredIndividual {
  return {
    id: row.id,
    session_id: row.session_id,
    contact_id: row.contact_id,
    name: row.name,
    phone_number: row.phone_number,
    type: 'individual',
    group_id: null,
    is_admin: false,
    profile_picture: row.profile_picture,
    status: row.status,
    grabbed_at: microTimestamp(row.grabbed_at),
    lid: row.lid,
    address_book_name: row.address_book_name,
    short_name: row.short_name,
    verified_name: row.verified_name,
    push_name: row.push_name,
    is_saved: row.is_saved,
    is_business: row.is_business,
    is_blocked: row.is_blocked,
  };
}

export function groupToWire(row: ContactRow): StoredGroup {
  return {
    id: row.id,
    session_id: row.session_id,
    contact_id: row.contact_id,
    name: row.name,
    phone_number: null,
    type: 'group',
    group_id: null,
    group_name: row.group_name,
    group_description: row.group_description,
    group_participants_count: row.group_participants_count,
    is_admin: row.is_admin,
    profile_picture: row.profile_picture,
    status: row.status,
    grabbed_at: microTimestamp(row.grabbed_at),
    owner_id: row.owner_id,
    group_created_at: row.group_created_at?.toISOString() ?? null,
    is_announce: row.is_announce,
    is_community: row.is_community,
    community_id: row.community_id,
  };
}
