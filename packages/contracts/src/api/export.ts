import { type Static, Type } from 'typebox';
import { GroupJid } from '../identity.ts';
import { Nullable } from '../nullable.ts';
import { ContactSort, ListContactsQuery } from './contact.ts';
import { StoredParticipant } from './group.ts';

/** The file formats of an exported address book. */
export const ExportFormat = Type.Union([
  Type.Literal('csv'),
  Type.Literal('google-csv'),
  Type.Literal('vcard'),
  Type.Literal('vcard3'),
  Type.Literal('xlsx'),
  Type.Literal('ndjson'),
  Type.Literal('json'),
]);
export type ExportFormat = Static<typeof ExportFormat>;

/** Formats of persons are left out: a person in ten groups would be imported ten times. */
export const MembershipExportFormat = Type.Union([
  Type.Literal('csv'),
  Type.Literal('xlsx'),
  Type.Literal('ndjson'),
  Type.Literal('json'),
]);

/** Begins the file with a byte order mark. Only for `csv` and `google-csv`. */
const bom = Type.Optional(Type.Boolean());

const { type, status, search, saved, business, blocked, has_phone, in_group } =
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
    has_phone,
    in_group,
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

/** A member with its group, as the export of all memberships shows it. */
export const ExportedMembership = Type.Object({
  group_id: GroupJid,
  group_name: Nullable(Type.String()),
  ...StoredParticipant.properties,
});
export type ExportedMembership = Static<typeof ExportedMembership>;
