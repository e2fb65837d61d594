import { type Static, type TLiteral, type TSchema, type TUnion, Type } from 'typebox';
import { GroupJid } from '../identity.ts';
import { Nullable } from '../nullable.ts';
import { ContactSort, ListContactsQuery, StoredGroup, StoredIndividual } from './contact.ts';
import { StoredParticipant } from './group.ts';

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

const ExportFormat = oneOf(EXPORT_FORMAT_NAMES);
const MembershipExportFormat = oneOf(MEMBERSHIP_FORMAT_NAMES);

function oneOf<Name extends string>(names: readonly Name[]): TUnion<[TLiteral<Name>]> {
  const literals = names.map((name) => Type.Literal(name));
  return Type.Union(literals) as TUnion<[TLiteral<Name>]>;
}

/** Begins the file with a byte order mark. Only for `csv` and `google-csv`. */
const bom = Type.Optional(Type.Boolean());

const { type, status, search, saved, business, blocked, on_whatsapp, has_phone, in_group, label } =
  ListContactsQuery.properties;

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
  },
  { additionalProperties: false },
);
export type ExportContactsQuery = Static<typeof ExportContactsQuery>;

export const ExportParticipantsQuery = Type.Object(
  { format: Type.Optional(ExportFormat), bom },
  { additionalProperties: false },
);

export const ExportMembershipsQuery = Type.Object(
  { format: Type.Optional(MembershipExportFormat), bom },
  { additionalProperties: false },
);

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

/** A member in a file. */
export const ExportedParticipant = Type.Object({
  ...storedFields(StoredParticipant.properties),
  name,
});

/** A member with its group, as the export of all memberships shows it. */
export const ExportedMembership = Type.Object({
  group_id: GroupJid,
  group_name: name,
  ...ExportedParticipant.properties,
});
export type ExportedMembership = Static<typeof ExportedMembership>;
