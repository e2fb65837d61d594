import type { ExportedMembership } from '@grabber/contracts/api/export';
import type { FieldKind } from '@grabber/contracts/contact-fields';
import { type LineRow, rowsOf } from '@grabber/database/connection/copy-line';
import { MEMBERSHIP_FIELDS } from '@grabber/database/contacts/stream-memberships';
import type { ExportShape } from './export-table.ts';
import { jsonLines } from './json/json-lines.ts';
import { jsonObject } from './json/json-object.ts';
import { exportColumn, jsonFields, type LineField } from './line-columns.ts';

type Name = keyof ExportedMembership;

const field = (
  kind: FieldKind,
  name: Name,
  column: (typeof MEMBERSHIP_FIELDS)[number],
): LineField => ({ kind, name, at: MEMBERSHIP_FIELDS.indexOf(column) });

const MEMBER_FIELDS = [
  field('plain', 'participant_id', 'participant_id'),
  field('text', 'name', 'name'),
  field('phone', 'phone_number', 'phone_number'),
  field('plain', 'lid', 'lid'),
  field('plain', 'role', 'role'),
  field('text', 'masked_number', 'masked_number'),
  field('time', 'joined_at', 'joined_at'),
];
const FIELDS = [
  field('plain', 'group_id', 'group_contact_id'),
  field('text', 'group_name', 'group_name'),
  ...MEMBER_FIELDS,
];
const [id, name, phone] = MEMBER_FIELDS.map(({ at }) => at) as [number, number, number];

function shapeOf(title: string, fields: readonly LineField[]) {
  const object = jsonObject(jsonFields(fields));
  return {
    title,
    rows: rowsOf,
    columns: fields.map(exportColumn),
    json: jsonLines(MEMBERSHIP_FIELDS.length, () => object),
  };
}

/** The members of one group. */
export const PARTICIPANT_SHAPE: ExportShape<LineRow> = {
  ...shapeOf('Participants', MEMBER_FIELDS),
  person: (row) => ({
    ...{ id: row[id] as string, name: row[name] ?? null, phone_number: row[phone] ?? null },
    ...{ nickname: null, company: null, revised_at: null },
  }),
};

/** The members of all groups. Not for files of persons: one person can be in many groups. */
export const MEMBERSHIP_SHAPE: ExportShape<LineRow> = {
  ...shapeOf('Memberships', FIELDS),
  person: () => null,
};
