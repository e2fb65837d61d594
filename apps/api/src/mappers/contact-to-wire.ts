import type { StoredContact, StoredGroup } from '@grabber/contracts/api/contact';
import type { ContactRow } from '@grabber/database/contacts/contact-row';
import type { Language } from '../messages/language.ts';
import { type ContactType, type WireField, wireFieldsOf } from './contact-wire-fields.ts';
import { microTimestamp } from './micro-timestamp.ts';
import { phoneFields } from './phone-fields.ts';
import { shownName } from './shown-name.ts';

const FIELDS: Readonly<Record<ContactType, readonly WireField[]>> = {
  individual: wireFieldsOf('individual'),
  group: wireFieldsOf('group'),
};

/** A stored row as JSON. The fields of the specification's examples come first, in their order. */
export function contactToWire(row: ContactRow, language: Language): StoredContact {
  const shown = { ...row, ...shownName(row, language), ...phoneFields(row.phone_number) };
  const values = FIELDS[row.type].map((field) => [field.name, wireValue(shown, field)]);
  return Object.fromEntries(values) as StoredContact;
}

/** The same for a group's row. */
export function groupToWire(row: ContactRow, language: Language): StoredGroup {
  return contactToWire(row, language) as StoredGroup;
}

function wireValue(
  row: ContactRow & ReturnType<typeof shownName> & ReturnType<typeof phoneFields>,
  { name, kind, fixed }: WireField,
): unknown {
  if (fixed !== undefined) return fixed;
  const value = row[name];
  if (!(value instanceof Date)) return value;
  return kind === 'micro-time' ? microTimestamp(value) : value.toISOString();
}
