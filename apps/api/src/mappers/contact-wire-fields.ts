import type { StoredGroup, StoredIndividual } from '@grabber/contracts/api/contact';
import {
  CONTACT_FIELDS,
  type ContactField,
  type ContactFieldName,
  type FieldKind,
  GROUP_FIELDS,
  INDIVIDUAL_FIELDS,
} from '@grabber/contracts/contact-fields';
import type { EngineContact } from '@grabber/contracts/engine/contact';
import type { ContactRow } from '@grabber/database/contacts/contact-row';
import type { ContactEntry } from '@grabber/database/store/grab-entries';
import { Type } from 'typebox';
import type { PhoneField } from './phone-fields.ts';

export type ContactType = 'individual' | 'group';

export type WireField = {
  readonly name: ContactFieldName;
  readonly kind: FieldKind;
  /** The only value that the contract allows. Undefined: the value comes from the row. */
  readonly fixed: string | boolean | null | undefined;
};

/** The fields of a contact of that type, in the order of its JSON. */
export function wireFieldsOf(type: ContactType): readonly WireField[] {
  const names = type === 'group' ? GROUP_FIELDS : INDIVIDUAL_FIELDS;
  return names.map((name) => {
    const field: ContactField = CONTACT_FIELDS[name];
    return { name, kind: field.kind, fixed: fixedValue(field, type) };
  });
}

function fixedValue(field: ContactField, type: ContactType): WireField['fixed'] {
  const schema = field[type];
  if (Type.IsNull(schema)) return null;
  return Type.IsLiteral(schema) ? (schema.const as string | boolean) : undefined;
}

// The lists of wire fields and stored fields must agree. If they differ, one of the last two statements
// does not compile. The error shows a property whose name says what to do. Mend the list it names, not
// this file.

type AsJson<Value> = Value extends Date ? string : Value;
type Same<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : false) : false;
type Fault<Name, One, Other, OnlyOne extends string, OnlyOther extends string> = Name extends string
  ? Name extends keyof One
    ? Name extends keyof Other
      ? Same<AsJson<One[Name]>, AsJson<Other[Name]>> extends true
        ? never
        : `not of one type in both lists: ${Name}`
      : `${OnlyOne}: ${Name}`
    : `${OnlyOther}: ${Name}`
  : never;
type Faults<One, Other, OnlyOne extends string, OnlyOther extends string> = {
  [Name in keyof One | keyof Other as Fault<Name, One, Other, OnlyOne, OnlyOther>]: never;
};

type WireRow = {
  [Name in ContactFieldName]:
    | (Name extends keyof StoredIndividual ? StoredIndividual[Name] : never)
    | (Name extends keyof StoredGroup ? StoredGroup[Name] : never);
};
/**
 * `created_at` is not sent. `group_id` is always null. A name is made for an answer where none is stored
 * (shown-name.ts). Forms of the number are made of it (phone-fields.ts).
 */
type NotCompared =
  | ('created_at' | 'group_id' | 'name' | 'name_source' | 'member_names')
  | PhoneField;

// Every stored field is sent, and every sent field is stored.
({}) satisfies Faults<
  Omit<ContactRow, NotCompared>,
  Omit<WireRow, NotCompared>,
  'stored but not sent, so add it to CONTACT_FIELDS of @grabber/contracts',
  'sent but not stored, so add it to the columns and RULES of @grabber/database'
>;
// Every field that the engine reads of an individual is stored.
({}) satisfies Faults<
  ContactEntry,
  EngineContact,
  'stored but not read, so give it `read` in CONTACT_FIELDS of @grabber/contracts',
  'read but not stored, so add it to the columns and RULES of @grabber/database'
>;
