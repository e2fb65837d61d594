import { type Static, type TLiteral, type TSchema, type TUnion, Type } from 'typebox';
import { type ContactFieldName, ContactStatus } from '../contact-fields.ts';
import { GroupJid } from '../identity.ts';
import { Nullable } from '../nullable.ts';
import { ContactSort, ListContactsQuery, StoredGroup, StoredIndividual } from './contact.ts';
import { StoredParticipant, StoredPastParticipant } from './group.ts';

/** The file formats of an exported address book. Some hold persons only, and no groups. */
const FORMATS = [
  { name: 'csv', personsOnly: false },
  { name: 'google-csv', personsOnly: true },
  { name: 'vcard', personsOnly: true },
  { name: 'vcard3', personsOnly: true },
  { name: 'xlsx', personsOnly: false },
  { name: 'ndjson', personsOnly: false },
  { name: 'json', personsOnly: false },
] as const;

export type ExportFormat = (typeof FORMATS)[number]['name'];

export const EXPORT_FORMAT_NAMES: readonly ExportFormat[] = FORMATS.map(({ name }) => name);
/** Formats of persons are left out: a person in ten groups would be imported ten times. */
export const MEMBERSHIP_FORMAT_NAMES = FORMATS.filter((format) => !format.personsOnly).map(
  ({ name }) => name,
);

const TABLE_MEDIA_TYPES = [
  'text/csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/x-ndjson',
  'application/json',
] as const;
/** What an answer with such a file may be, without the `charset`. */
export const EXPORT_MEDIA_TYPES = [...TABLE_MEDIA_TYPES, 'text/vcard'] as const;
export const MEMBERSHIP_MEDIA_TYPES = TABLE_MEDIA_TYPES;

const ExportFormat = oneOf(EXPORT_FORMAT_NAMES);
const MembershipExportFormat = oneOf(MEMBERSHIP_FORMAT_NAMES);

function oneOf<Name extends string>(names: readonly Name[]): TUnion<[TLiteral<Name>]> {
  const literals = names.map((name) => Type.Literal(name));
  return Type.Union(literals) as TUnion<[TLiteral<Name>]>;
}

/** The programs whose import files an export can be, and the formats that each of them reads. */
export const PROFILE_FORMATS = {
  google: ['csv'],
  outlook: ['csv'],
  chatwoot: ['csv'],
  hubspot: ['csv', 'xlsx'],
  brevo: ['csv', 'xlsx'],
  odoo: ['csv', 'xlsx'],
} as const satisfies Readonly<Record<string, readonly ExportFormat[]>>;

export type ExportProfile = keyof typeof PROFILE_FORMATS;

export const EXPORT_PROFILE_NAMES = Object.keys(PROFILE_FORMATS) as readonly ExportProfile[];

const EXPORT_DELIMITER_NAMES = ['comma', 'semicolon', 'tab', 'pipe'] as const;
export type ExportDelimiter = (typeof EXPORT_DELIMITER_NAMES)[number];

const PHONE_STYLE_NAMES = ['e164', 'digits', 'national'] as const;
export type PhoneStyle = (typeof PHONE_STYLE_NAMES)[number];

/** Columns of contacts that a table has only if `columns` names them, or is `all`. */
export const FURTHER_CONTACT_COLUMNS = [
  ...(['groups', 'country', 'masked_number', 'is_muted', 'muted_until', 'is_locked'] as const),
  ...(['is_admin_known', 'is_restricted', 'members_can_add', 'requires_approval'] as const),
  ...(['is_suspended', 'is_terminated', 'is_unnamed', 'ephemeral_seconds'] as const),
  ...(['group_name_changed_at', 'group_description_changed_at'] as const),
] as const satisfies readonly (ContactFieldName | 'groups')[];
/** In `columns`: every column that there is. */
export const ALL_COLUMNS = 'all';
const MAX_COLUMNS_CHARS = 1_000;

/** Begins the file with a byte order mark. Only for `csv` and `google-csv`. */
const bom = Type.Optional(Type.Boolean());
/** How a table looks. Each is for some formats only, and none of them goes with `profile`. */
const layout = {
  /** Default e164: `+` and the digits. `digits` as in JSON. `national` as the number's own country writes it. */
  phone: Type.Optional(oneOf(PHONE_STYLE_NAMES)),
  delimiter: Type.Optional(oneOf(EXPORT_DELIMITER_NAMES)),
  /** Names of columns with commas between them, in their order in the file; or `all`. */
  columns: Type.Optional(
    Type.String({ pattern: '^[a-z0-9_]+(,[a-z0-9_]+)*$', maxLength: MAX_COLUMNS_CHARS }),
  ),
};
const profile = Type.Optional(oneOf(EXPORT_PROFILE_NAMES));
/** Default: current members. `inactive`: those who have left. */
const MemberStatusFilter = Type.Union([ContactStatus, Type.Literal('all')]);

const { type, status, search, saved, business, blocked, on_whatsapp, has_phone, in_group, label } =
  ListContactsQuery.properties;
const { tag, has_note, field, has_username, changed_since, ids } = ListContactsQuery.properties;

/** Without `format`: csv. The filters are those of the list. */
export const ExportContactsQuery = Type.Object(
  {
    format: Type.Optional(ExportFormat),
    bom,
    type,
    status,
    search,
    saved,
    business,
    blocked,
    on_whatsapp,
    has_phone,
    in_group,
    label,
    sort: Type.Optional(ContactSort),
    ...layout,
    profile,
    tag,
    has_note,
    field,
    has_username,
    changed_since,
    ids,
  },
  { additionalProperties: false },
);
export type ExportContactsQuery = Static<typeof ExportContactsQuery>;

export const ExportParticipantsQuery = Type.Object(
  {
    format: Type.Optional(ExportFormat),
    bom,
    ...layout,
    profile,
    status: Type.Optional(MemberStatusFilter),
  },
  { additionalProperties: false },
);

export const ExportMembershipsQuery = Type.Object(
  {
    format: Type.Optional(MembershipExportFormat),
    bom,
    ...layout,
    status: Type.Optional(MemberStatusFilter),
    /** Of the group: whether the account still has it. Default: both. */
    group_status: Type.Optional(ContactStatus),
  },
  { additionalProperties: false },
);
export type ExportMembershipsQuery = Static<typeof ExportMembershipsQuery>;

// Files hold what is stored: a name is null where an answer would make one.
const name = Nullable(Type.String());

/** The fields that are made for each answer. */
type Made = 'name_source' | 'phone_e164' | 'phone_national' | 'country';

function storedFields<Properties extends { readonly name_source: TSchema }>(
  properties: Properties,
): Omit<Properties, Made> {
  const made: readonly string[] = ['name_source', 'phone_e164', 'phone_national', 'country'];
  const stored = Object.entries(properties).filter(([field]) => !made.includes(field));
  return Object.fromEntries(stored) as Omit<Properties, Made>;
}

/** A contact or group in a file. */
export const ExportedContact = Type.Union([
  Type.Object({ ...storedFields(StoredIndividual.properties), name }),
  Type.Object({ ...storedFields(StoredGroup.properties), name }),
]);

const { left_at, reason } = StoredPastParticipant.properties;

/** A member in a file. */
export const ExportedParticipant = Type.Object({
  ...storedFields(StoredParticipant.properties),
  name,
  status: ContactStatus,
  /** When and how an inactive member left, where WhatsApp Web has said it. */
  left_at,
  reason,
});

/** A member with its group, as the export of all memberships shows it. */
export const ExportedMembership = Type.Object({
  group_id: GroupJid,
  group_name: name,
  ...ExportedParticipant.properties,
  /** `inactive`: the account has the group no more. */
  group_status: ContactStatus,
});
export type ExportedMembership = Static<typeof ExportedMembership>;
