import {
  MEMBERSHIP_FIELDS,
  type MembershipRow,
  readMemberships,
} from '@grabber/database/contacts/stream-memberships';
import type { ExportColumn, ExportShape } from './export-table.ts';
import { jsonLines } from './json/json-lines.ts';
import { columnsOf, jsonObject } from './json/json-object.ts';

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

const { text } = columnsOf(MEMBERSHIP_FIELDS);
const PARTICIPANT_FIELDS = {
  participant_id: text('participant_id'),
  name: text('name'),
  phone_number: text('phone_number'),
  lid: text('lid'),
  role: text('role'),
};
const PARTICIPANT = jsonObject(PARTICIPANT_FIELDS);
const MEMBERSHIP = jsonObject({
  group_id: text('group_contact_id'),
  group_name: text('group_name'),
  ...PARTICIPANT_FIELDS,
});

/** The members of one group. */
export const PARTICIPANT_SHAPE: ExportShape<MembershipRow> = {
  title: 'Participants',
  rows: readMemberships,
  columns: MEMBER_COLUMNS,
  json: jsonLines(MEMBERSHIP_FIELDS.length, () => PARTICIPANT),
  person: ({ participant_id: id, name, phone_number }) => ({
    ...{ id, name, phone_number },
    ...{ nickname: null, company: null, revised_at: null },
  }),
};

/** The members of all groups: no persons, because one person is a member many times. */
export const MEMBERSHIP_SHAPE: ExportShape<MembershipRow> = {
  title: 'Memberships',
  rows: readMemberships,
  columns: [...GROUP_COLUMNS, ...MEMBER_COLUMNS],
  json: jsonLines(MEMBERSHIP_FIELDS.length, () => MEMBERSHIP),
  person: () => null,
};
