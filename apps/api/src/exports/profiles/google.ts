import type { ExportColumn, ExportPerson } from '../export-table.ts';
import { emptyColumn, personColumn, phoneColumn } from './person-columns.ts';

const LABEL_SEPARATOR = ' ::: ';
/** By it the imported persons can be found and deleted. */
const OUR_LABEL = 'WhatsApp';
/** Google's own label. Without it, Google shows an import only under "Other contacts". */
const GOOGLE_LABEL = '* myContacts';

/** The header of Google Contacts' own export since 2024, up to the first phone. */
const GOOGLE_HEADER: readonly string[] = [
  ...['First Name', 'Middle Name', 'Last Name'],
  ...['Phonetic First Name', 'Phonetic Middle Name', 'Phonetic Last Name'],
  ...['Name Prefix', 'Name Suffix', 'Nickname', 'File As'],
  ...['Organization Name', 'Organization Title', 'Organization Department'],
  ...['Birthday', 'Notes', 'Photo', 'Labels'],
  ...['E-mail 1 - Label', 'E-mail 1 - Value', 'Phone 1 - Label', 'Phone 1 - Value'],
];

const FILLED: readonly ExportColumn<ExportPerson>[] = [
  // The whole name: its parts are unknown. Google refuses a person without a name and a number as empty.
  personColumn('First Name', ({ id, name, phone_number }) =>
    phone_number === null ? (name ?? id) : name,
  ),
  personColumn('Nickname', ({ nickname }) => nickname),
  personColumn('Organization Name', ({ company }) => company),
  personColumn('Notes', ({ note = null }) => note),
  personColumn('Labels', ({ labels = [] }) => {
    const own = labels.map((label) => label.replaceAll(LABEL_SEPARATOR, ' '));
    return [OUR_LABEL, ...own, GOOGLE_LABEL].join(LABEL_SEPARATOR);
  }),
  personColumn('Phone 1 - Label', ({ phone_number }) => (phone_number === null ? null : 'Mobile')),
  phoneColumn('Phone 1 - Value'),
];

/** Persons in Google Contacts' import format. */
export const GOOGLE_COLUMNS = GOOGLE_HEADER.map(
  (header) => FILLED.find(({ name }) => name === header) ?? emptyColumn(header),
);
