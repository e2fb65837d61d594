import type { ContactEntry, GroupEntry, ParticipantEntry } from './grab-entries.ts';

const GROUP_JID = /^[0-9]{1,32}(-[0-9]{1,32})?@g\.us$/;
const PHONE_JID = /^([0-9]{1,32})@s\.whatsapp\.net$/;
const LID = /^[0-9]{1,32}@lid$/;
const MAX_INT4 = 2_147_483_647;
const MAX_TEXT_CHARS = 65_536;
const MIN_YEAR_MS = Date.UTC(1, 0, 1);
const MAX_YEAR_MS = Date.UTC(9999, 11, 31);

/** Why the database could not or must not hold this group; null when it may. */
export function refuseGroup(entry: GroupEntry): string | null {
  if (!GROUP_JID.test(entry.contact_id)) return 'contact_id is not the id of a group';
  const count = entry.group_participants_count;
  if (count !== null && !(Number.isInteger(count) && count >= 0 && count <= MAX_INT4)) {
    return 'group_participants_count is out of range';
  }
  const created = entry.group_created_at?.getTime();
  if (created !== undefined && !(created >= MIN_YEAR_MS && created <= MAX_YEAR_MS)) {
    return 'group_created_at is out of range';
  }
  return refuseTexts(entry, [
    'name',
    'group_description',
    'owner_id',
    'community_id',
    'profile_picture',
  ]);
}

/** Why the database could not or must not hold this contact; null when it may. */
export function refuseContact(entry: ContactEntry): string | null {
  return (
    refuseIdentity(entry.contact_id, entry.lid, entry.phone_number, 'contact_id') ??
    refuseTexts(entry, [
      'name',
      'address_book_name',
      'short_name',
      'verified_name',
      'push_name',
      'profile_picture',
    ])
  );
}

/** Why the database could not or must not hold this member; null when it may. */
export function refuseParticipant(entry: ParticipantEntry): string | null {
  if (!['participant', 'admin', 'superadmin'].includes(entry.role)) return 'role is unknown';
  return (
    refuseIdentity(entry.participant_id, entry.lid, entry.phone_number, 'participant_id') ??
    refuseTexts(entry, ['name'])
  );
}

function refuseIdentity(
  id: string,
  lid: string | null,
  phone: string | null,
  field: string,
): string | null {
  if (lid !== null && !LID.test(lid)) return 'lid is not a LID';
  const byPhone = PHONE_JID.exec(id);
  if (byPhone !== null) {
    return phone === byPhone[1] ? null : `phone_number is not the number of ${field}`;
  }
  if (!LID.test(id)) return `${field} is neither a phone JID nor a LID`;
  if (phone !== null) return `${field} is a LID although the phone is known`;
  return lid === null || lid === id ? null : `lid is not ${field}`;
}

function refuseTexts<T>(entry: T, fields: (keyof T & string)[]): string | null {
  for (const field of fields) {
    const value = entry[field];
    if (value === null) continue;
    if (typeof value !== 'string') return `${field} is not text`;
    if (value.length > MAX_TEXT_CHARS) return `${field} is too long`;
    if (value.includes('\0')) return `${field} holds a NUL`;
    if (!value.isWellFormed()) return `${field} holds half a surrogate pair`;
  }
  return null;
}
