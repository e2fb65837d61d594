import type { ExportedMembership } from '@grabber/contracts/api/export';
import type { FieldKind } from '@grabber/contracts/contact-fields';
import { type LineRow, rowsOf } from '@grabber/database/connection/copy-line';
import { MEMBERSHIP_FIELDS } from '@grabber/database/groups/stream-memberships';
import { uidOf } from './contact-shape.ts';
import type { ExportPerson, ExportShape } from './export-table.ts';
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
  field('plain', 'status', 'status'),
  field('time', 'left_at', 'left_at'),
  field('plain', 'reason', 'leave_reason'),
];
const FIELDS = [
  field('plain', 'group_id', 'group_contact_id'),
  field('text', 'group_name', 'group_name'),
  ...MEMBER_FIELDS,
  field('plain', 'group_status', 'group_status'),
];
const [ID, NAME, PHONE, LID] = MEMBER_FIELDS.map(({ at }) => at) as [
  number,
  number,
  number,
  number,
];
const CONTACT = MEMBERSHIP_FIELDS.indexOf('contact_row_id');

function shapeOf(title: string, fields: readonly LineField[]) {
  const object = jsonObject(jsonFields(fields));
  return {
    title,
    rows: rowsOf,
    columns: fields.map(exportColumn),
    json: jsonLines(MEMBERSHIP_FIELDS.length, () => object),
  };
}

/** The members of one group. Files of persons need the ids of their contacts in the lines. */
export function participantShape(sessionId: string): ExportShape<LineRow> {
  return { ...PARTICIPANTS, person: (row) => personOf(sessionId, row) };
}

const PARTICIPANTS = shapeOf('Participants', MEMBER_FIELDS);

function personOf(sessionId: string, row: LineRow): ExportPerson {
  const id = row[ID] as string;
  return {
    id,
    // A member that is no contact has no id of its own. The LID of a person changes less often.
    uid: uidOf(sessionId, row[CONTACT] ?? row[LID] ?? id),
    ...{ name: row[NAME] ?? null, phone_number: row[PHONE] ?? null },
    ...{ nickname: null, company: null, revised_at: null },
  };
}

/** The members of all groups. Not for files of persons: one person can be in many groups. */
export const MEMBERSHIP_SHAPE: ExportShape<LineRow> = {
  ...shapeOf('Memberships', FIELDS),
  person: () => null,
};
