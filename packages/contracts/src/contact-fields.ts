import { type TObject, type TSchema, Type } from 'typebox';
import {
  CountryCode,
  E164Number,
  GroupJid,
  Lid,
  PersonJid,
  PhoneNumber,
  SessionId,
  Timestamp,
} from './identity.ts';
import { GroupNameSource, PersonNameSource } from './name-source.ts';
import { Nullable } from './nullable.ts';
import { CustomFields } from './own-data-values.ts';

/**
 * What a field holds: `text` written by people, a `list` of names, the digits of a `phone` number,
 * `plain` text made by the system, a `number`, a `flag`, an `object`, a `time` with three fractional digits or a
 * `micro-time` with six.
 */
export type FieldKind =
  | ('text' | 'list' | 'object' | 'phone' | 'plain' | 'number' | 'flag')
  | ('time' | 'micro-time');

/** One field of a contact or group on the wire. */
export type ContactField = {
  readonly kind: FieldKind;
  /** Its schema in the JSON of an individual and of a group. Absent: that type does not have it. */
  readonly individual?: TSchema;
  readonly group?: TSchema;
  /** Its schema in the JSON of the engine, where that differs: null is unknown. */
  readonly engine?: TSchema;
  /**
   * Where the engine gets it for an individual: a `text` or a `flag` of the page's tuple, or
   * `derived` from those. Absent: the engine does not have it.
   */
  readonly read?: 'text' | 'flag' | 'derived';
  /**
   * The engine reads it of a group, as one more value of the page's tuple, and its JSON has it under
   * the same name. Null: unknown.
   */
  readonly groupFact?: true;
  /**
   * How the API cleans a text that the engine read; an empty `known-name` or `status-text` is known to be
   * empty.
   */
  readonly clean?: 'name' | 'known-name' | 'status-text' | 'url';
};

/** `inactive`: a later complete grab did not find it. */
export const ContactStatus = Type.Union([Type.Literal('active'), Type.Literal('inactive')]);

const NullableText = Nullable(Type.String());
const RowId = Type.Integer({ minimum: 1 });
/** What the database can hold. */
const MAX_SECONDS = 2_147_483_647;
/** A name that only individuals have. */
const OWN_NAME = { kind: 'text', individual: NullableText, read: 'text', clean: 'name' } as const;
/** What groups have; null until the page has shown it. */
const FLAG_FACT = { kind: 'flag', group: Nullable(Type.Boolean()), groupFact: true } as const;
const TIME_FACT = { kind: 'time', group: Nullable(Timestamp), groupFact: true } as const;
const NAMES = Nullable(Type.Array(Type.String()));
const BOOK_NAME = { ...OWN_NAME, clean: 'known-name' } as const;
const OWN_FLAG = { kind: 'flag', individual: Type.Boolean(), read: 'flag' } as const;

/**
 * Every field of a contact, in the order of its JSON. The fields of the specification's examples
 * come first. Schemas, the engine's contact, the page's tuple, JSON and export columns are derived
 * from this list.
 */
export const CONTACT_FIELDS = {
  id: { kind: 'number', individual: RowId, group: RowId },
  session_id: { kind: 'plain', individual: SessionId, group: SessionId },
  contact_id: { kind: 'plain', individual: PersonJid, group: GroupJid, read: 'derived' },
  /** Never null in an answer; see `name_source`. Null in the database, in files and in the engine: none. */
  name: {
    ...{ kind: 'text', individual: Type.String(), group: Type.String(), engine: NullableText },
    ...{ read: 'derived', clean: 'name' },
  },
  phone_number: {
    ...{ kind: 'phone', individual: Nullable(PhoneNumber), group: Type.Null() },
    read: 'derived',
  },
  type: { kind: 'plain', individual: Type.Literal('individual'), group: Type.Literal('group') },
  group_id: { kind: 'plain', individual: Type.Null(), group: Type.Null() },
  group_name: { kind: 'text', group: NullableText },
  group_description: { kind: 'text', group: NullableText },
  group_participants_count: { kind: 'number', group: Nullable(Type.Integer({ minimum: 0 })) },
  /** Whether the account is an admin. */
  is_admin: { kind: 'flag', individual: Type.Literal(false), group: Type.Boolean() },
  profile_picture: {
    ...{ kind: 'text', individual: NullableText, group: NullableText },
    ...{ read: 'text', clean: 'url' },
  },
  status: { kind: 'plain', individual: ContactStatus, group: ContactStatus },
  grabbed_at: { kind: 'micro-time', individual: Timestamp, group: Timestamp },
  lid: { kind: 'plain', individual: Nullable(Lid), read: 'derived' },
  address_book_name: BOOK_NAME,
  short_name: BOOK_NAME,
  verified_name: OWN_NAME,
  push_name: OWN_NAME,
  is_saved: OWN_FLAG,
  is_business: OWN_FLAG,
  /** The page may not have its blocklist yet. */
  is_blocked: { ...OWN_FLAG, engine: Nullable(Type.Boolean()) },
  about: { kind: 'text', individual: NullableText, read: 'text', clean: 'status-text' },
  owner_id: { kind: 'plain', group: Nullable(PersonJid) },
  group_created_at: { kind: 'time', group: Nullable(Timestamp) },
  is_announce: { kind: 'flag', group: Type.Boolean() },
  is_community: { kind: 'flag', group: Type.Boolean() },
  community_id: { kind: 'plain', group: Nullable(GroupJid) },
  /** False: no grab has found out whether the account is an admin, and `is_admin` is false for that reason. */
  is_admin_known: { kind: 'flag', group: Type.Boolean() },
  /** Only admins can change the name, the picture and the description. */
  is_restricted: FLAG_FACT,
  /** All members can add others; false: only admins can. */
  members_can_add: FLAG_FACT,
  /** An admin must approve who joins. */
  requires_approval: FLAG_FACT,
  /** WhatsApp has suspended the group, or has closed it for good. */
  is_suspended: FLAG_FACT,
  is_terminated: FLAG_FACT,
  /** It has no subject: WhatsApp shows the names of members. */
  is_unnamed: FLAG_FACT,
  /** New messages disappear after this time; 0: they stay. */
  ephemeral_seconds: {
    ...{ kind: 'number', group: Nullable(Type.Integer({ minimum: 0, maximum: MAX_SECONDS })) },
    groupFact: true,
  },
  group_name_changed_at: TIME_FACT,
  group_description_changed_at: TIME_FACT,
  /** `small`: the app for small businesses; `enterprise`: the Business Platform. Null: neither. */
  business_kind: { kind: 'plain', individual: NullableText, read: 'text' },
  /** What WhatsApp says of the business's name: `high` or `low`. Null: nothing. */
  verified_level: { kind: 'plain', individual: NullableText, read: 'text' },
  /** Of the chat, as the next three. It may be up to a day older than the chat's newest message. */
  last_activity_at: { ...TIME_FACT, individual: Nullable(Timestamp), read: 'text' },
  is_archived: { ...FLAG_FACT, individual: Nullable(Type.Boolean()), read: 'flag' },
  is_muted: { ...FLAG_FACT, individual: Nullable(Type.Boolean()), read: 'flag' },
  /** Null: without an end, or not muted. */
  muted_until: { ...TIME_FACT, individual: Nullable(Timestamp), read: 'text' },
  /** Of the chat. Null without the session's choice. */
  is_locked: { ...FLAG_FACT, individual: Nullable(Type.Boolean()), read: 'flag' },
  /**
   * The names of the labels (of a business account) or lists that the chat is in, in WhatsApp's order. Null:
   * none, or not known; from the engine: not known.
   */
  labels: { kind: 'list', individual: NAMES, group: NAMES, read: 'derived', groupFact: true },
  /** Without the `@` that WhatsApp shows before it. */
  username: OWN_NAME,
  /** Of a person without a known phone: the number as WhatsApp shows it, with most digits hidden. */
  masked_number: OWN_NAME,
  /** False: a person of the address book without a WhatsApp account. A session's choice lists them. */
  on_whatsapp: {
    ...{ kind: 'flag', individual: Type.Boolean(), group: Type.Literal(true), read: 'flag' },
  },
  /** Written through the API and by no grab, as the next two. Null: none. */
  tags: { kind: 'list', individual: NAMES, group: NAMES },
  note: { kind: 'text', individual: NullableText, group: NullableText },
  custom_fields: {
    ...{ kind: 'object', individual: Nullable(CustomFields), group: Nullable(CustomFields) },
  },
  /** Made for each answer; not in files. */
  name_source: { kind: 'plain', individual: PersonNameSource, group: GroupNameSource },
  /**
   * Made of `phone_number` for each answer, as the next two; not in files. The number as one dials it: WhatsApp
   * keeps forms that cannot be dialled any more. Null: no number is known, or it is too long for E.164.
   */
  phone_e164: { kind: 'plain', individual: Nullable(E164Number) },
  /** The number as it is written within its country. Null: no country has its code. */
  phone_national: { kind: 'plain', individual: NullableText },
  /** Null: the country is not known. */
  country: { kind: 'plain', individual: Nullable(CountryCode) },
} as const satisfies Readonly<Record<string, ContactField>>;

type Fields = typeof CONTACT_FIELDS;
export type ContactFieldName = keyof Fields;
type SchemaOf<Name extends ContactFieldName, Type extends 'individual' | 'group'> =
  Fields[Name] extends Readonly<Record<Type, infer Schema extends TSchema>> ? Schema : never;

/** The schemas of the fields of an individual or a group. */
type PropertiesOf<Type extends 'individual' | 'group', Names = ContactFieldName> = {
  [Name in ContactFieldName as SchemaOf<Name, Type> extends never ? never : Name & Names]: SchemaOf<
    Name,
    Type
  >;
};

/** The schemas of the fields of an individual in the engine's JSON. */
type EngineProperties = {
  [Name in ReadFieldName]: Fields[Name] extends { readonly engine: infer Schema extends TSchema }
    ? Schema
    : SchemaOf<Name, 'individual'>;
};

export type IndividualFieldName = keyof PropertiesOf<'individual'>;
export type GroupFieldName = keyof PropertiesOf<'group'>;
type ReadFieldName = keyof {
  [Name in ContactFieldName as Fields[Name] extends { read: string } ? Name : never]: true;
};
/** A text of the page's tuple. */
export type TextFieldName = keyof {
  [Name in ContactFieldName as Fields[Name] extends { read: 'text' } ? Name : never]: true;
};

/** A fact of the page's tuple of a group. */
export type GroupFactName = keyof {
  [Name in ContactFieldName as Fields[Name] extends { groupFact: true } ? Name : never]: true;
};

export const INDIVIDUAL_FIELDS = namesWhere<IndividualFieldName>(
  ({ individual }) => individual !== undefined,
);
export const GROUP_FIELDS = namesWhere<GroupFieldName>(({ group }) => group !== undefined);
/** The texts of the page's tuple, in order. */
export const TEXT_FIELDS = namesWhere<TextFieldName>(({ read }) => read === 'text');
/** The facts of the page's tuple of a group, in order. */
export const GROUP_FACTS = namesWhere<GroupFactName>(({ groupFact }) => groupFact === true);

function namesWhere<Name extends ContactFieldName>(wanted: (field: ContactField) => boolean) {
  const names = Object.keys(CONTACT_FIELDS) as ContactFieldName[];
  return names.filter((name): name is Name => wanted(CONTACT_FIELDS[name]));
}

/** An individual as JSON. */
export function individualSchema(): TObject<PropertiesOf<'individual'>> {
  return Type.Object(propertiesOf('individual') as PropertiesOf<'individual'>);
}

/** A group as JSON. */
export function groupSchema(): TObject<PropertiesOf<'group'>> {
  return Type.Object(propertiesOf('group') as PropertiesOf<'group'>);
}

/** An individual as the engine reads it, as JSON. */
export function engineContactSchema(): TObject<EngineProperties> {
  const read = propertiesOf('individual', ({ read: how }) => how !== undefined);
  for (const [name, field] of Object.entries<ContactField>(CONTACT_FIELDS)) {
    if (field.engine !== undefined) read[name] = field.engine;
  }
  return Type.Object(read as EngineProperties);
}

/** The schemas of a group's facts in the engine's JSON. */
export function groupFactSchemas(): PropertiesOf<'group', GroupFactName> {
  const schemas = propertiesOf('group', ({ groupFact }) => groupFact === true);
  return schemas as PropertiesOf<'group', GroupFactName>;
}

function propertiesOf(
  type: 'individual' | 'group',
  wanted: (field: ContactField) => boolean = () => true,
): Record<string, TSchema> {
  const fields: [string, ContactField][] = Object.entries(CONTACT_FIELDS);
  return Object.fromEntries(
    fields.flatMap(([name, field]) => {
      const schema = field[type];
      return schema === undefined || !wanted(field) ? [] : [[name, schema]];
    }),
  );
}

/**
 * The columns of a table of contacts and groups (CSV, XLSX), in order. Add a new one at the end,
 * because programs may count columns. A group's `name` is its `group_name`, so that one column
 * holds both.
 */
export const CONTACT_COLUMNS = [
  ...(['type', 'name', 'phone_number', 'contact_id', 'lid', 'address_book_name'] as const),
  ...(['short_name', 'verified_name', 'push_name', 'is_saved', 'is_business'] as const),
  ...(['is_blocked', 'group_description', 'group_participants_count', 'is_admin'] as const),
  ...(['is_announce', 'is_community', 'community_id', 'owner_id', 'group_created_at'] as const),
  ...(['profile_picture', 'status', 'grabbed_at', 'id', 'about'] as const),
  ...(['business_kind', 'verified_level', 'last_activity_at', 'is_archived', 'username'] as const),
  'on_whatsapp',
  ...(['labels', 'tags', 'note'] as const),
] as const satisfies readonly ContactFieldName[];
