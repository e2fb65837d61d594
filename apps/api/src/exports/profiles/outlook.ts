import type { ExportColumn, ExportPerson } from '../export-table.ts';
import { emptyColumn, personColumn, phoneColumn, shownName } from './person-columns.ts';

/** The header of Outlook.com's own export, which the programs of that name import in every language. */
const OUTLOOK_HEADER: readonly string[] = [
  ...['First Name', 'Middle Name', 'Last Name', 'Title', 'Suffix', 'Nickname'],
  ...['Given Yomi', 'Surname Yomi', 'E-mail Address', 'E-mail 2 Address', 'E-mail 3 Address'],
  ...['Home Phone', 'Home Phone 2', 'Business Phone', 'Business Phone 2', 'Mobile Phone'],
  ...['Car Phone', 'Other Phone', 'Primary Phone', 'Pager', 'Business Fax', 'Home Fax'],
  ...['Other Fax', 'Company Main Phone', 'Callback', 'Radio Phone', 'Telex', 'TTY/TDD Phone'],
  ...['IMAddress', 'Job Title', 'Department', 'Company', 'Office Location', "Manager's Name"],
  ...["Assistant's Name", "Assistant's Phone", 'Company Yomi', 'Business Street', 'Business City'],
  ...['Business State', 'Business Postal Code', 'Business Country/Region', 'Home Street'],
  ...['Home City', 'Home State', 'Home Postal Code', 'Home Country/Region', 'Other Street'],
  ...['Other City', 'Other State', 'Other Postal Code', 'Other Country/Region'],
  ...['Personal Web Page', 'Spouse', 'Schools', 'Hobby', 'Location', 'Web Page', 'Birthday'],
  ...['Anniversary', 'Notes'],
];

const FILLED: readonly ExportColumn<ExportPerson>[] = [
  personColumn('First Name', shownName),
  personColumn('Nickname', ({ nickname }) => nickname),
  phoneColumn('Mobile Phone'),
  personColumn('Company', ({ company }) => company),
  personColumn('Notes', ({ note = null }) => note),
];

/** Persons in the import format of Outlook. */
export const OUTLOOK_COLUMNS = OUTLOOK_HEADER.map(
  (header) => FILLED.find(({ name }) => name === header) ?? emptyColumn(header),
);
