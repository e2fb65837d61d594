import type { CellKind } from '../export-table.ts';

/** Texts that a CSV reader or a spreadsheet could treat as more than text. */
const SUSPECT = /^[\s\d=+\-@＝＋－＠]|[",\r\n]|\s$/;
/** Digits and separators: a spreadsheet would treat them as a number or a date. */
const LIKE_A_NUMBER = /^\+?\d[\d\s.,:/()-]*$/;
/** A spreadsheet would run this as a formula. Some spreadsheets also accept the full-width signs. */
const LIKE_A_FORMULA = /^\s*[=+\-@\t\r\n＝＋－＠]/;
const TO_QUOTE = /[",\r\n]|^\s|\s$/;

/**
 * Text as a CSV field (RFC 4180) that a spreadsheet treats as text. It gets a leading tab if it looks like
 * a number, and a leading apostrophe if it looks like a formula.
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

/** The tab keeps all digits visible: a spreadsheet would show thirteen digits as 6.28E+12. */
function csvPhone(digits: string | null): string {
  return digits === null ? '' : `"\t${digits}"`;
}

/** Writes each kind of cell. */
export const CSV_CELLS: Readonly<Record<CellKind, (value: never) => string>> = {
  text: csvText,
  phone: csvPhone,
  plain: (value: string | null) => value ?? '',
  number: (value: string | null) => value ?? '',
  flag: (value: boolean | null) => (value === null ? '' : String(value)),
};
