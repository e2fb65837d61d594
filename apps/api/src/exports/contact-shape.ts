import { FURTHER_CONTACT_COLUMNS } from '@grabber/contracts/api/export';
import {
  CONTACT_COLUMNS,
  CONTACT_FIELDS,
  type ContactField,
  type ContactFieldName,
} from '@grabber/contracts/contact-fields';
import { type LineRow, rowsOf, timestampReader } from '@grabber/database/connection/copy-line';
import {
  CONTACT_LINE_FIELDS,
  type ContactLineField,
} from '@grabber/database/contacts/contact-lines';
import { phoneFields } from '../mappers/phone-fields.ts';
import type { ExportColumn, ExportPerson, ExportShape } from './export-table.ts';
import { exportedContactJson } from './json/contact-json.ts';
import { exportColumn, namesIn } from './line-columns.ts';

const placeOf = (name: ContactLineField) => CONTACT_LINE_FIELDS.indexOf(name);

const TYPE = placeOf('type');
/** Behind the other columns of a line, and only in a stream that was asked for it. */
const GROUPS = CONTACT_LINE_FIELDS.length;

/** Every column that a table of contacts can have. */
export const CONTACT_TABLE_COLUMNS: readonly ExportColumn<LineRow>[] = [
  ...CONTACT_COLUMNS.map(columnOf),
  ...FURTHER_CONTACT_COLUMNS.map((name) => ({ ...furtherColumn(name), isFurther: true })),
];

function furtherColumn(name: (typeof FURTHER_CONTACT_COLUMNS)[number]): ExportColumn<LineRow> {
  if (name === 'groups') return exportColumn({ kind: 'list', name, at: GROUPS });
  if (name !== 'country') return columnOf(name);
  const number = placeOf('phone_number');
  return { name, kind: 'plain', value: (row) => phoneFields(row[number] ?? null).country };
}

function columnOf(name: ContactLineField & ContactFieldName): ExportColumn<LineRow> {
  const field: ContactField = CONTACT_FIELDS[name];
  const column = exportColumn({ kind: field.kind, name, at: placeOf(name) });
  const isOfBoth = field.individual !== undefined && field.group !== undefined;
  // Only flags need a check of the type: other fields are already null if the type does not have them.
  if (isOfBoth || field.kind !== 'flag') return column;
  const owner = field.group === undefined ? 'individual' : 'group';
  return { ...column, value: (row) => (row[TYPE] === owner ? column.value(row) : null) };
}

const PERSON = {
  row_id: placeOf('id'),
  id: placeOf('contact_id'),
  name: placeOf('name'),
  phone_number: placeOf('phone_number'),
  push_name: placeOf('push_name'),
  verified_name: placeOf('verified_name'),
  grabbed_at: placeOf('grabbed_at'),
  about: placeOf('about'),
  labels: placeOf('labels'),
};
const readRevised = timestampReader(6);

/** The row as a person. Null: it is a group. */
export function personOf(sessionId: string, row: LineRow): ExportPerson | null {
  if (row[TYPE] === 'group') return null;
  const text = (at: number): string | null => row[at] ?? null;
  const name = text(PERSON.name);
  const pushName = text(PERSON.push_name);
  return {
    id: row[PERSON.id] as string,
    uid: uidOf(sessionId, row[PERSON.row_id] as string),
    name,
    phone_number: text(PERSON.phone_number),
    nickname: pushName === name ? null : pushName,
    company: text(PERSON.verified_name),
    note: text(PERSON.about),
    labels: namesIn(text(PERSON.labels)),
    revised_at: readRevised(text(PERSON.grabbed_at)),
  };
}

/** A session's contacts and groups as rows of a file. Files of persons do not contain groups. */
export function contactShape(sessionId: string): ExportShape<LineRow> {
  return {
    title: 'Contacts',
    rows: rowsOf,
    columns: CONTACT_TABLE_COLUMNS,
    json: exportedContactJson(sessionId),
    person: (row) => personOf(sessionId, row),
  };
}

/**
 * A person's id in other programs: the row's own, which stays when the number of an LID becomes known. With
 * the session it is unique in every installation.
 */
export function uidOf(sessionId: string, rowId: string): string {
  return `${sessionId}-${rowId}`;
}
