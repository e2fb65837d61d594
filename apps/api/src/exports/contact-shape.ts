import {
  CONTACT_COLUMNS,
  CONTACT_FIELDS,
  type ContactField,
} from '@grabber/contracts/contact-fields';
import { type LineRow, rowsOf, timestampReader } from '@grabber/database/connection/copy-line';
import {
  CONTACT_LINE_FIELDS,
  type ContactLineField,
} from '@grabber/database/contacts/contact-lines';
import type { ExportColumn, ExportPerson, ExportShape } from './export-table.ts';
import { exportedContactJson } from './json/contact-json.ts';
import { exportColumn, namesIn } from './line-columns.ts';

const placeOf = (name: ContactLineField) => CONTACT_LINE_FIELDS.indexOf(name);

const TYPE = placeOf('type');
const COLUMNS = CONTACT_COLUMNS.map((name): ExportColumn<LineRow> => {
  const field: ContactField = CONTACT_FIELDS[name];
  const column = exportColumn({ kind: field.kind, name, at: placeOf(name) });
  const isOfBoth = field.individual !== undefined && field.group !== undefined;
  // Only flags need a check of the type: other fields are already null if the type does not have them.
  if (isOfBoth || field.kind !== 'flag') return column;
  const owner = field.group === undefined ? 'individual' : 'group';
  return { ...column, value: (row) => (row[TYPE] === owner ? column.value(row) : null) };
});

const PERSON = {
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

function personOf(row: LineRow): ExportPerson | null {
  if (row[TYPE] === 'group') return null;
  const text = (at: number): string | null => row[at] ?? null;
  const name = text(PERSON.name);
  const pushName = text(PERSON.push_name);
  return {
    id: row[PERSON.id] as string,
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
    columns: COLUMNS,
    json: exportedContactJson(sessionId),
    person: personOf,
  };
}
