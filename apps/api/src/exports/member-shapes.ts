import type { MembershipRow } from '@grabber/database/stream-memberships';
import type { ExportColumn, ExportShape } from './export-table.ts';
import { jsonText, plainText } from './json-text.ts';

const GROUP_COLUMNS: readonly ExportColumn<MembershipRow>[] = [
  { name: 'group_id', kind: 'plain', value: (row) => row.group_contact_id },
  { name: 'group_name', kind: 'text', value: (row) => row.group_name },
];
const MEMBER_COLUMNS: readonly ExportColumn<MembershipRow>[] = [
  { name: 'participant_id', kind: 'plain', value: (row) => row.participant_id },
  { name: 'name', kind: 'text', value: (row) => row.name },
  { name: 'phone_number', kind: 'phone', value: (row) => row.phone_number },
  { name: 'lid', kind: 'plain', value: (row) => row.lid },
  { name: 'role', kind: 'plain', value: (row) => row.role },
];

/** The members of one group. */
export const PARTICIPANT_SHAPE: ExportShape<MembershipRow> = {
  title: 'Participants',
  columns: MEMBER_COLUMNS,
  json: (row) => `{${memberFields(row)}}`,
  person: ({ participant_id: id, name, phone_number }) => ({
    ...{ id, name, phone_number },
    ...{ nickname: null, company: null, revised_at: null },
  }),
};

/** The members of all groups: no persons, because one person is a member many times. */
export const MEMBERSHIP_SHAPE: ExportShape<MembershipRow> = {
  title: 'Memberships',
  columns: [...GROUP_COLUMNS, ...MEMBER_COLUMNS],
  json: (row) =>
    `{"group_id":"${row.group_contact_id}","group_name":${jsonText(row.group_name)},${memberFields(row)}}`,
  person: () => null,
};

function memberFields({ participant_id, name, phone_number, lid, role }: MembershipRow): string {
  return (
    `"participant_id":"${participant_id}","name":${jsonText(name)},` +
    `"phone_number":${plainText(phone_number)},"lid":${plainText(lid)},"role":"${role}"`
  );
}
