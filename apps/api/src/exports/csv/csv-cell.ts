import type { CellKind } from '../export-table.ts';

export type Delimiter = ',' | ';' | '\t' | '|';

type CsvCells = Readonly<Record<CellKind, (value: never) => string>>;

/** A spreadsheet would run a cell that begins so. Some spreadsheets also accept the full-width signs. */
const SIGNS = '=+\\-@＝＋－＠';
const SIGN = `[${SIGNS}]`;
/** Texts that a CSV reader or a spreadsheet could treat as more than text. */
const SUSPECT = new RegExp(`^[\\s\\d${SIGNS}]|[",;|\\t\\r\\n]|\\s$`);
/** Digits and separators: a spreadsheet would treat them as a number or a date, by some country's habit. */
const LIKE_A_NUMBER = /^\d[\d\s.,:/()'+%eE-]*$/;
const LIKE_A_FORMULA = new RegExp(`^["\\s]*(?:${SIGN}|(?<=[\\t\\r\\n]))`);
/** The only numbers behind whose plus sign a cell has no mark. */
const E164_DIGITS = /^[1-9]\d{1,14}$/;

/**
 * Writes each kind of cell of a CSV file (RFC 4180) so that no reader calculates it, whatever that reader
 * takes for the delimiter. Text gets an apostrophe where it looks like a formula, also behind a character
 * that another reader begins a new cell at. What looks like a number gets a tab, which keeps all digits
 * visible: a spreadsheet would show thirteen digits as 6.28E+12.
 */
export function csvCells(delimiter: Delimiter, { quoteTexts = false } = {}): CsvCells {
  const { toQuote, cellStart, openEnd, numberMark } = DIALECTS[delimiter];
  const quoted = (text: string): string =>
    `"${text.replace(openEnd, "$&'").replaceAll('"', '""')}"`;
  const field = (text: string): string => (quoteTexts || toQuote.test(text) ? quoted(text) : text);
  const mark = (value: string): string => {
    if (LIKE_A_NUMBER.test(value)) return numberMark;
    return LIKE_A_FORMULA.test(value) ? "'" : '';
  };
  const text = (value: string | null): string => {
    if (value === null) return '';
    if (!SUSPECT.test(value)) return quoteTexts ? `"${value}"` : value;
    return field(mark(value) + value.replace(cellStart, "'$&"));
  };
  return {
    text,
    phone: (digits: string | null) => (digits === null ? '' : field(numberMark + digits)),
    e164: (digits: string | null) => {
      if (digits === null) return '';
      return E164_DIGITS.test(digits) ? `+${digits}` : text(`+${digits}`);
    },
    plain: (value: string | null) => value ?? '',
    number: (value: string | null) => value ?? '',
    flag: (value: boolean | null) => (value === null ? '' : String(value)),
  };
}

type Dialect = {
  readonly toQuote: RegExp;
  /** A sign or a quote that another reader would begin a cell with, behind its delimiter or a line break. */
  readonly cellStart: RegExp;
  /** The same where the closing quote comes next. */
  readonly openEnd: RegExp;
  readonly numberMark: string;
};

const DIALECTS: Readonly<Record<Delimiter, Dialect>> = {
  ',': dialect(',', ';|\\t'),
  ';': dialect(';', ',|\\t'),
  '|': dialect('|', ',;\\t'),
  // Few readers of such files know quotes, so the mark cannot be a tab.
  '\t': { ...dialect('\\t', ',;|'), numberMark: "'" },
};

function dialect(own: string, others: string): Dialect {
  return {
    toQuote: new RegExp(`["${own}\\r\\n]|^\\s|\\s$`),
    cellStart: new RegExp(`(?<=[${others}\\r\\n]\\s*)(?:${SIGN}|")`, 'g'),
    openEnd: new RegExp(`(?<=[${others}\\r\\n])\\s*$`),
    numberMark: '\t',
  };
}
