import { type LineRow, rowsOf } from '@grabber/database/connection/copy-line';
import { CONTACT_LINE_FIELDS } from '@grabber/database/contacts/contact-lines';
import { CONTACT_TABLE_COLUMNS, personOf } from './contact-shape.ts';
import type { ExportColumn, ExportShape } from './export-table.ts';
import { exportedPersonJson } from './json/contact-json.ts';

/** Behind the columns of a contact. */
const SESSION = CONTACT_LINE_FIELDS.length;
const ACCOUNTS = SESSION + 1;

/** The names of the sessions that know the person. */
const ACCOUNTS_COLUMN: ExportColumn<LineRow> = {
  name: 'accounts',
  kind: 'text',
  value: (row) => {
    const accounts = JSON.parse(row[ACCOUNTS] ?? '[]') as { readonly session: string }[];
    return accounts.map(({ session }) => session).join(', ');
  },
};

/** The persons of several accounts as rows of a file, each as the account says that knows most. */
export const PERSON_OF_ACCOUNTS_SHAPE: ExportShape<LineRow> = {
  title: 'Contacts',
  rows: rowsOf,
  // The groups of a person differ by account.
  columns: [...CONTACT_TABLE_COLUMNS.filter(({ name }) => name !== 'groups'), ACCOUNTS_COLUMN],
  json: exportedPersonJson({ session: SESSION, accounts: ACCOUNTS }),
  person: (row) => personOf(row[SESSION] as string, row),
};
