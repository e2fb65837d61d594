import type { Chunks, ExportPerson, Pages } from '../export-table.ts';
import { BYTE_ORDER_MARK } from './csv.ts';
import { csvText } from './csv-cell.ts';

/** The header of Google Contacts' own export since 2024, up to the first phone. */
const GOOGLE_HEADER: readonly string[] = [
  ...['First Name', 'Middle Name', 'Last Name'],
  ...['Phonetic First Name', 'Phonetic Middle Name', 'Phonetic Last Name'],
  ...['Name Prefix', 'Name Suffix', 'Nickname', 'File As'],
  ...['Organization Name', 'Organization Title', 'Organization Department'],
  ...['Birthday', 'Notes', 'Photo', 'Labels'],
  ...['E-mail 1 - Label', 'E-mail 1 - Value', 'Phone 1 - Label', 'Phone 1 - Value'],
];
const LABEL_SEPARATOR = ' ::: ';
/** By it the imported persons can be found and deleted. */
const OUR_LABEL = 'WhatsApp';
/** Google's own label. Without it, Google shows an import only under "Other contacts". */
const GOOGLE_LABEL = '* myContacts';

/** Persons in Google Contacts' import format. The whole name is the first name: the parts are unknown. */
export async function* googleCsvChunks(
  pages: Pages<ExportPerson>,
  { bom = false }: { bom?: boolean | undefined } = {},
): Chunks {
  let text = `${bom ? BYTE_ORDER_MARK : ''}${GOOGLE_HEADER.join(',')}\r\n`;
  for await (const page of pages) {
    for (const person of page) text += googleRecord(person);
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}

function googleRecord(person: ExportPerson): string {
  const { id, name, phone_number, nickname, company, note = null, labels = [] } = person;
  // Google refuses a person without a name and a number as empty.
  const firstName = name ?? (phone_number === null ? id : null);
  const named = `${csvText(firstName)},,,,,,,,${csvText(nickname)},,${csvText(company)}`;
  const phone = phone_number === null ? ',' : `Mobile,+${phone_number}`;
  const own = labels.map((label) => label.replaceAll(LABEL_SEPARATOR, ' '));
  const all = csvText([OUR_LABEL, ...own, GOOGLE_LABEL].join(LABEL_SEPARATOR));
  return `${named},,,,${csvText(note)},,${all},,,${phone}\r\n`;
}
