import { type FieldKind, isFieldOf } from '../../contacts/contact-fields.ts';
import type {
  ContactEntry,
  GroupEntry,
  ParticipantEntry,
  PastParticipantEntry,
} from '../grab-entries.ts';
import { STAGED_FIELDS } from './staging-tables.ts';

const GROUP_JID = /^[0-9]{1,32}(-[0-9]{1,32})?@g\.us$/;
const PHONE_JID = /^([0-9]{1,32})@s\.whatsapp\.net$/;
const LID = /^[0-9]{1,32}@lid$/;
const MAX_INT4 = 2_147_483_647;
const MAX_TEXT_CHARS = 65_536;
const MAX_LIST_LENGTH = 1_000;
const MIN_YEAR_MS = Date.UTC(1, 0, 1);
const MAX_YEAR_MS = Date.UTC(9999, 11, 31);

const INDIVIDUAL = checksOf('individual');
const GROUP = checksOf('group');

function checksOf(type: 'individual' | 'group') {
  const fields = STAGED_FIELDS.filter((field) => isFieldOf(field, type));
  const named = (kind: FieldKind) =>
    fields.filter((field) => field.kind === kind).map(({ name }) => name);
  return {
    ...{ texts: named('text'), lists: named('list') },
    ...{ numbers: named('number'), times: named('time') },
  };
}

/** Why the database could not or must not hold this group; null when it may. */
export function refuseGroup(entry: GroupEntry): string | null {
  if (!GROUP_JID.test(entry.contact_id)) return 'contact_id is not the id of a group';
  return refuseFields(entry, GROUP);
}

/** Why the database could not or must not hold this contact; null when it may. */
export function refuseContact(entry: ContactEntry): string | null {
  return (
    refuseIdentity(entry.contact_id, entry.lid, entry.phone_number, 'contact_id') ??
    refuseOlderLids(entry.older_lids) ??
    refuseFields(entry, INDIVIDUAL)
  );
}

function refuseOlderLids(lids: readonly string[] = []): string | null {
  return lids.every((lid) => LID.test(lid)) ? null : 'older_lids holds what is not a LID';
}

/** Why the database could not or must not hold this member; null when it may. */
export function refuseParticipant(entry: ParticipantEntry): string | null {
  if (!['participant', 'admin', 'superadmin'].includes(entry.role)) return 'role is unknown';
  if (entry.joined_at !== null && !isStorableTime(entry.joined_at))
    return 'joined_at is out of range';
  return refuseMember(entry);
}

/** Why the database could not or must not hold this past member; null when it may. */
export function refusePastParticipant(entry: PastParticipantEntry): string | null {
  if (!isStorableTime(entry.left_at)) return 'left_at is out of range';
  if (entry.reason !== null && !['left', 'removed'].includes(entry.reason))
    return 'reason is unknown';
  return refuseMember(entry);
}

function refuseMember(entry: Omit<ParticipantEntry, 'role' | 'joined_at'>): string | null {
  return (
    refuseIdentity(entry.participant_id, entry.lid, entry.phone_number, 'participant_id') ??
    refuseTexts(entry, ['name', 'masked_number'])
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

type Values = Readonly<Record<string, unknown>>;

function refuseFields(entry: Values, checks: ReturnType<typeof checksOf>): string | null {
  return (
    refuseOutOfRange(entry, checks.numbers, isCount) ??
    refuseOutOfRange(entry, checks.times, isStorableTime) ??
    refuseTexts(entry, checks.texts) ??
    refuseLists(entry, checks.lists)
  );
}

function refuseOutOfRange(
  entry: Values,
  fields: readonly string[],
  isInRange: (value: unknown) => boolean,
): string | null {
  for (const field of fields) {
    const value = entry[field];
    if (value !== null && !isInRange(value)) return `${field} is out of range`;
  }
  return null;
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MAX_INT4;
}

function isStorableTime(value: unknown): boolean {
  const time = value instanceof Date ? value.getTime() : Number.NaN;
  return time >= MIN_YEAR_MS && time <= MAX_YEAR_MS;
}

function refuseTexts(entry: Values, fields: readonly string[]): string | null {
  for (const field of fields) {
    const value = entry[field];
    const reason = value === null ? null : refuseText(value, field);
    if (reason !== null) return reason;
  }
  return null;
}

function refuseText(value: unknown, field: string): string | null {
  if (typeof value !== 'string') return `${field} is not text`;
  if (value.length > MAX_TEXT_CHARS) return `${field} is too long`;
  if (value.includes('\0')) return `${field} holds a NUL`;
  return value.isWellFormed() ? null : `${field} holds half a surrogate pair`;
}

function refuseLists(entry: Values, fields: readonly string[]): string | null {
  for (const field of fields) {
    const value = entry[field];
    if (value === null) continue;
    if (!Array.isArray(value)) return `${field} is not a list`;
    if (value.length > MAX_LIST_LENGTH) return `${field} is too long`;
    for (const text of value) {
      const reason = refuseText(text, field);
      if (reason !== null) return reason;
    }
  }
  return null;
}
