import type {
  ExportDelimiter,
  ExportFormat,
  ExportProfile,
  PhoneStyle,
} from '@grabber/contracts/api/export';
import type { ColumnId } from '../table/column-layout.ts';

export type { ExportFormat } from '@grabber/contracts/api/export';

export type ExportChoice = {
  readonly format: ExportFormat;
  /** The program that is to read the file. */
  readonly profile: ExportProfile | null;
  readonly phone: PhoneStyle;
  readonly delimiter: ExportDelimiter;
  readonly bom: boolean;
  /** `table`: those that the table on the screen shows. */
  readonly columns: 'usual' | 'all' | 'table';
};

export const FORMATS: readonly ExportFormat[] = [
  ...(['xlsx', 'csv', 'vcard', 'vcard3', 'google-csv', 'ndjson', 'json'] as const),
];
const PROFILES: readonly ExportProfile[] = [
  ...(['google', 'outlook', 'chatwoot', 'hubspot', 'brevo', 'odoo'] as const),
];
export const PHONE_STYLES: readonly PhoneStyle[] = ['e164', 'digits', 'national'];
export const DELIMITERS: readonly ExportDelimiter[] = ['comma', 'semicolon', 'tab', 'pipe'];
const WITH_WORKBOOK: readonly ExportProfile[] = ['hubspot', 'brevo', 'odoo'];

export const FIRST_CHOICE: ExportChoice = {
  format: 'xlsx',
  profile: null,
  phone: 'e164',
  delimiter: 'comma',
  bom: false,
  columns: 'usual',
};

export const isTable = (format: ExportFormat): boolean => format === 'csv' || format === 'xlsx';

/** The programs whose file can have the format. */
export function profilesOf(format: ExportFormat): readonly ExportProfile[] {
  if (format === 'csv') return PROFILES;
  return format === 'xlsx' ? WITH_WORKBOOK : [];
}

/** The same choice with another format, without what that does not have. */
export function withFormat(choice: ExportChoice, format: ExportFormat): ExportChoice {
  const { profile } = choice;
  const keeps = profile !== null && profilesOf(format).includes(profile);
  return { ...choice, format, profile: keeps ? profile : null };
}

/** The column of a file that holds what a column of the table shows. */
const FILE_COLUMNS: Readonly<Record<ColumnId, string>> = {
  name: 'name',
  phone: 'phone_number',
  country: 'country',
  username: 'username',
  lid: 'lid',
  tags: 'tags',
  labels: 'labels',
  address_book_name: 'address_book_name',
  push_name: 'push_name',
  verified_name: 'verified_name',
  about: 'about',
  saved: 'is_saved',
  business: 'is_business',
  blocked: 'is_blocked',
  status: 'status',
  last_activity: 'last_activity_at',
  grabbed: 'grabbed_at',
  note: 'note',
  accounts: 'accounts',
};

/** The parameters of the export, which has only those that its format takes. */
export function exportParameters(
  choice: ExportChoice,
  shown: readonly ColumnId[],
): Readonly<Record<string, string>> {
  const { format, profile, phone, delimiter, bom, columns } = choice;
  const withBom = bom && (format === 'csv' || format === 'google-csv') ? { bom: 'true' } : {};
  if (profile !== null) return { format, profile, ...withBom };
  if (!isTable(format)) return { format, ...withBom };
  const named = shown.map((id) => FILE_COLUMNS[id]).join(',');
  return {
    format,
    phone,
    ...withBom,
    ...(format === 'csv' && { delimiter }),
    ...(columns === 'all' && { columns: 'all' }),
    ...(columns === 'table' && { columns: named }),
  };
}

/** The file from whose beginning a preview can be read. */
export function previewChoice(choice: ExportChoice): ExportChoice {
  return choice.format === 'json' ? { ...choice, format: 'ndjson' } : choice;
}

/** A file with the same contacts as text, whose beginning is there at once: a workbook as the CSV of its sheet. */
export function textChoice(choice: ExportChoice): ExportChoice {
  if (choice.format !== 'xlsx') return previewChoice(choice);
  return { ...choice, format: 'csv', delimiter: 'comma', bom: false };
}
