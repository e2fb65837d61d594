import { type FieldsOf, isFieldOf, STORED_FIELDS } from '../contacts/contact-fields.ts';
import type {
  ContactEntry,
  GroupEntry,
  ParticipantEntry,
  PastParticipantEntry,
} from '../store/grab-entries.ts';

/** The fields of an individual with only an id: all others are unknown. */
export const NO_VALUES = { ...emptyFields('individual'), on_whatsapp: true };
const NO_GROUP_VALUES = { ...emptyFields('group'), on_whatsapp: true };

function emptyFields<Type extends 'individual' | 'group'>(type: Type): FieldsOf<Type> {
  const fields = STORED_FIELDS.filter(
    (field) => isFieldOf(field, type) && field.copyOf === undefined,
  );
  return Object.fromEntries(
    fields.map(({ name, isNullable }) => [name, isNullable ? null : false]),
  ) as FieldsOf<Type>;
}

/** A person known by phone, and by LID where one is given. */
export function person(phone: string, lid: string | null = null): Identity {
  return {
    id: `${phone}@s.whatsapp.net`,
    phone_number: phone,
    lid: lid === null ? null : `${lid}@lid`,
  };
}

/** A person known by LID alone. */
export function stranger(lid: string): Identity {
  return { id: `${lid}@lid`, phone_number: null, lid: `${lid}@lid` };
}

/** The three columns that identify a person. */
export interface Identity {
  id: string;
  phone_number: string | null;
  lid: string | null;
}

/** A contact with a name of its own. */
export function contactEntry(who: Identity, fields: Partial<ContactEntry> = {}): ContactEntry {
  const { id, phone_number, lid } = who;
  return {
    ...NO_VALUES,
    contact_id: id,
    phone_number,
    lid,
    name: `Name of ${id}`,
    is_saved: true,
    ...fields,
  };
}

/** A group whose members are all listed. */
export function groupEntry(number: string, fields: Partial<GroupEntry> = {}): GroupEntry {
  return {
    ...NO_GROUP_VALUES,
    contact_id: `${number}@g.us`,
    name: `Group ${number}`,
    is_admin_known: true,
    members_complete: true,
    ...fields,
  };
}

/** A member without a special role. */
export function memberEntry(
  who: Identity,
  fields: Partial<ParticipantEntry> = {},
): ParticipantEntry {
  const { id, phone_number, lid } = who;
  return {
    ...{ participant_id: id, phone_number, lid, name: null, masked_number: null },
    role: 'participant',
    joined_at: null,
    ...fields,
  };
}

/** One who left a group by themselves. */
export function pastEntry(
  who: Identity,
  left_at: Date,
  fields: Partial<PastParticipantEntry> = {},
): PastParticipantEntry {
  const { role: _, joined_at: __, ...identity } = memberEntry(who);
  return { ...identity, left_at, reason: 'left', ...fields };
}
