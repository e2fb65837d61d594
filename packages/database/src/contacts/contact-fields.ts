import { getTableColumns } from '../connection/drizzle.ts';
import { contacts } from '../schema/contacts.ts';

/** The rules of grabs and merges for a column of `contacts`. */
export type FieldRule = {
  /** Which rows have it; the others hold null, or false where the column cannot be null. */
  readonly of: 'individual' | 'group' | 'both';
  /**
   * What null in a grab means:
   * - `clear`: there is no value, so the stored one goes
   * - `keep`: unknown, so the stored one stays
   * - `keep-person`: unknown, so the stored one stays while the LID does; with another LID the number may
   *   belong to another person
   * - `keep-saved`: unknown while the person is saved, so the stored one stays; else as `clear`
   * - `keep-unloaded`: unknown in a group whose metadata the page has not loaded, else as `clear`
   * - `keep-chatless`: unknown if the page has no chat, else as `clear`
   */
  readonly whenNull:
    | 'clear'
    | 'keep'
    | 'keep-person'
    | 'keep-saved'
    | 'keep-unloaded'
    | 'keep-chatless';
  /** An empty text or list says that there is no value, where null does not. */
  readonly whenEmpty?: 'clear';
  /**
   * For two rows of one contact: `fill` takes a missing value from the other row, `any` is true if one of them is.
   */
  readonly merge: 'fill' | 'own' | 'any';
  /** The entry's field it is copied from; absent: the one of its own name. */
  readonly copyOf?: 'name';
  /** Of an individual it is the best of the single names, of which the store may keep some. */
  readonly isBestName?: true;
  /** A query string is a token that changes from day to day: it makes no difference. */
  readonly isUrl?: true;
  /** A time that moves all the time: less than this interval makes no difference. */
  readonly drift?: string;
};

/**
 * Every field that a grab stores, by its column. Everything that reads or writes fields is derived from
 * this list and the schema: entries, staging, COPY in and out, validation, merges, change tracking.
 */
const RULES = {
  lid: { of: 'individual', whenNull: 'keep', merge: 'fill' },
  name: { of: 'both', whenNull: 'clear', merge: 'fill', isBestName: true },
  // A saved person has both, perhaps empty. A second entry can clear them in the page's memory.
  address_book_name: {
    ...{ of: 'individual', whenNull: 'keep-saved', whenEmpty: 'clear', merge: 'fill' },
  },
  short_name: { of: 'individual', whenNull: 'keep-saved', whenEmpty: 'clear', merge: 'fill' },
  verified_name: { of: 'individual', whenNull: 'clear', merge: 'fill' },
  // Everyone has one. The page may not know it, for example after a new pairing.
  push_name: { of: 'individual', whenNull: 'keep-person', merge: 'fill' },
  // The page's database has it, and a deletion removes it there.
  username: { of: 'individual', whenNull: 'clear', merge: 'fill' },
  masked_number: { of: 'individual', whenNull: 'keep-person', merge: 'fill' },
  // The page often has not loaded it.
  about: { of: 'individual', whenNull: 'keep', whenEmpty: 'clear', merge: 'fill' },
  is_saved: { of: 'individual', whenNull: 'clear', merge: 'own' },
  // Of two entries the one on WhatsApp counts: see resolve-contacts.ts.
  on_whatsapp: { of: 'both', whenNull: 'clear', merge: 'any' },
  is_business: { of: 'individual', whenNull: 'clear', merge: 'own' },
  // The page may not have its blocklist yet.
  is_blocked: { of: 'individual', whenNull: 'keep', merge: 'own' },
  business_kind: { of: 'individual', whenNull: 'clear', merge: 'fill' },
  verified_level: { of: 'individual', whenNull: 'clear', merge: 'fill' },
  group_name: { of: 'group', whenNull: 'clear', merge: 'own', copyOf: 'name' },
  group_description: { of: 'group', whenNull: 'keep-unloaded', merge: 'fill' },
  group_participants_count: { of: 'group', whenNull: 'keep', merge: 'fill' },
  is_admin: { of: 'group', whenNull: 'keep', merge: 'own' },
  is_admin_known: { of: 'group', whenNull: 'keep', merge: 'own' },
  owner_id: { of: 'group', whenNull: 'keep-unloaded', merge: 'fill' },
  group_created_at: { of: 'group', whenNull: 'keep-unloaded', merge: 'fill' },
  is_announce: { of: 'group', whenNull: 'keep-unloaded', merge: 'own' },
  is_community: { of: 'group', whenNull: 'keep-unloaded', merge: 'own' },
  community_id: { of: 'group', whenNull: 'keep-unloaded', merge: 'fill' },
  is_restricted: { of: 'group', whenNull: 'keep', merge: 'fill' },
  members_can_add: { of: 'group', whenNull: 'keep', merge: 'fill' },
  requires_approval: { of: 'group', whenNull: 'keep', merge: 'fill' },
  is_suspended: { of: 'group', whenNull: 'keep', merge: 'fill' },
  is_terminated: { of: 'group', whenNull: 'keep', merge: 'fill' },
  is_unnamed: { of: 'group', whenNull: 'keep', merge: 'fill' },
  ephemeral_seconds: { of: 'group', whenNull: 'keep', merge: 'fill' },
  group_name_changed_at: { of: 'group', whenNull: 'keep', merge: 'fill' },
  // It goes with the description.
  group_description_changed_at: { of: 'group', whenNull: 'keep-unloaded', merge: 'fill' },
  last_activity_at: { of: 'both', whenNull: 'keep', merge: 'fill', drift: '1 day' },
  is_archived: { of: 'both', whenNull: 'keep', merge: 'fill' },
  is_muted: { of: 'both', whenNull: 'keep', merge: 'fill' },
  // A session that does not choose it has none: see locked-chats.ts.
  is_locked: { of: 'both', whenNull: 'keep', merge: 'fill' },
  muted_until: { of: 'both', whenNull: 'keep-chatless', merge: 'own' },
  // The page may not have its labels yet, and has none while its gates are closed.
  labels: { of: 'both', whenNull: 'keep', whenEmpty: 'clear', merge: 'fill' },
  profile_picture: { of: 'both', whenNull: 'keep', merge: 'fill', isUrl: true },
} as const satisfies Readonly<Record<StoredFieldName, FieldRule>>;

type Row = typeof contacts.$inferSelect;
/** Columns that are not fields of a grab: they identify the row and hold its state. */
type OtherColumn =
  | ('id' | 'session_id' | 'contact_id' | 'type' | 'phone_number' | 'group_id' | 'status')
  | ('created_at' | 'written_at' | 'missing_since' | 'created_change' | 'changed_change')
  | ('field_changes' | 'search_text' | 'members_listed_at')
  // Written by people.
  | ('tags' | 'note' | 'custom_fields' | 'own_text');
type StoredFieldName = Exclude<keyof Row, OtherColumn>;

type Rules = typeof RULES;
/** The fields that a grab delivers for a row of that type. */
export type FieldsOf<Type extends 'individual' | 'group'> = {
  -readonly [Name in keyof Rules as Rules[Name]['of'] extends Type | 'both'
    ? Rules[Name] extends { copyOf: string }
      ? never
      : Name
    : never]: Rules[Name]['whenNull'] extends 'keep' ? Row[Name] | null : Row[Name];
};

/** How a column's values are written, compared and checked. */
export type FieldKind = 'text' | 'list' | 'flag' | 'number' | 'time';

export type StoredField = FieldRule & {
  readonly name: StoredFieldName;
  readonly kind: FieldKind;
  readonly sqlType: string;
  readonly isNullable: boolean;
};

const KINDS: Readonly<Record<string, FieldKind>> = {
  ...{ string: 'text', custom: 'text', json: 'list', boolean: 'flag', number: 'number' },
  date: 'time',
};
const COLUMNS = getTableColumns(contacts);

/** The list, with the properties of each field's column in the schema. */
export const STORED_FIELDS: readonly StoredField[] = Object.entries<FieldRule>(RULES).map(
  ([name, rule]) => {
    const column = COLUMNS[name as StoredFieldName];
    const kind = KINDS[column.dataType];
    if (kind === undefined) throw new Error(`No kind of field for ${name}`);
    const sqlType = column.getSQLType();
    return { ...rule, name: name as StoredFieldName, kind, sqlType, isNullable: !column.notNull };
  },
);

/** Whether rows of that type have the field. */
export function isFieldOf(field: FieldRule, type: 'individual' | 'group'): boolean {
  return field.of === type || field.of === 'both';
}
