import type { StoredContact, StoredGroup } from '@grabber/contracts/api/contact';
import type { ContactRow } from '@grabber/database/contacts/contact-row';
import { type ContactType, type WireField, wireFieldsOf } from './contact-wire-fields.ts';
import { microTimestamp } from './micro-timestamp.ts';

const FIELDS: Readonly<Record<ContactType, readonly WireField[]>> = {
  individual: wireFieldsOf('individual'),
  group: wireFieldsOf('group'),
};

/** A stored row as JSON. The fields of the specification's examples come first, in their order. */
export function contactToWire(row: ContactRow): StoredContact {
  const values = FIELDS[row.type].map((field) => [field.name, wireValue(row, field)]);
  return Object.fromEntries(values) as StoredContact;
}

/** The same for a group's row. */
export function groupToWire(row: ContactRow): StoredGroup {
  return contactToWire(row) as StoredGroup;
}

function wireValue(row: ContactRow, { name, kind, fixed }: WireField): unknown {
  if (fixed !== undefined) return fixed;
  const value = row[name];
  if (!(value instanceof Date)) return value;
  return kind === 'micro-time' ? microTimestamp(value) : value.toISOString();
}
