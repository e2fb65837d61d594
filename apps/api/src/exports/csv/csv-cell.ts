import type { CellKind } from '../export-table.ts';

/** Anything that a CSV reader or a spreadsheet could take for more than text. */
const SUSPECT = /^[\s\d=+\-@＝＋－＠]|[",\r\n]|\s$/;
/** A spreadsheet would count with it, or show it as a date: digits with what stands between them. */
const LIKE_A_NUMBER = /^\+?\d[\d\s.,:/()-]*$/;
/** A spreadsheet would calculate it; the wide signs are the same to some. */
const LIKE_A_FORMULA = /^\s*[=+\-@\t\r\n＝＋－＠]/;
const TO_QUOTE = /[",\r\n]|^\s|\s$/;

/**
 * Text as a CSV field (RFC 4180) that a spreadsheet takes for text: a tab stands before what it would
 * take for a number, an apostrophe before what it would take for a formula.
 */
export function csvText(text: string | null): string {
  if (text === null) return '';
  if (!SUSPECT.test(text)) return text;
  if (LIKE_A_NUMBER.test(text)) return quoted(`\t${text}`);
  return quoted(LIKE_A_FORMULA.test(text) ? `'${text}` : text);
}

function quoted(text: string): string {
  return TO_QUOTE.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Shown as it is: a spreadsheet would make 6.28E+12 of thirteen digits. */
function csvPhone(digits: string | null): string {
  return digits === null ? '' : `"\t${digits}"`;
}

/** How each kind of cell is written. */
export const CSV_CELLS: Readonly<Record<CellKind, (value: never) => string>> = {
  text: csvText,
  phone: csvPhone,
  plain: (value: string | null) => value ?? '',
  number: (value: string | null) => value ?? '',
  flag: (value: boolean | null) => (value === null ? '' : String(value)),
};
