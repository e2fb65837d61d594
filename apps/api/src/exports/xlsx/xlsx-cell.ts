import type { CellKind } from '../export-table.ts';

/** Excel's limit for one cell. */
const MAX_CELL_CHARS = 32_767;
const TO_ESCAPE = /[&<>\p{Cc}\ufffe\uffff]|_x[0-9A-Fa-f]{4}_/u;
/** Text that looks like Excel's own escape: Excel would show it as the escaped character. */
const LOOKS_ESCAPED = /_(?=x[0-9A-Fa-f]{4}_)/g;
// XML 1.0 cannot hold these characters. Excel has its own escape for them. Tab and line feed stay.
const NOT_XML = /[^\P{Cc}\t\n]|[\ufffe\uffff]/gu;
const SPACE_TO_KEEP = /^\s|\s$|[\n\t]/;

/** Style 1 of the workbook: text, so that an edited cell does not become a number. */
const TEXT_STYLE = 's="1" ';

/** Writes a cell. An empty cell is left out. */
export const XLSX_CELLS: Readonly<Record<CellKind, (reference: string, value: never) => string>> = {
  text: textCell,
  phone: textCell,
  e164: (reference: string, digits: string | null) =>
    digits === null ? '' : textCell(reference, `+${digits}`),
  plain: textCell,
  number: (reference: string, value: string | null) =>
    value === null ? '' : `<c r="${reference}"><v>${value}</v></c>`,
  flag: (reference: string, value: boolean | null) =>
    value === null ? '' : `<c r="${reference}" t="b"><v>${value ? 1 : 0}</v></c>`,
};

function textCell(reference: string, value: string | null): string {
  if (value === null) return '';
  const open = SPACE_TO_KEEP.test(value) ? '<t xml:space="preserve">' : '<t>';
  return `<c r="${reference}" ${TEXT_STYLE}t="inlineStr"><is>${open}${xmlText(value)}</t></is></c>`;
}

/** Text as XML. Characters that XML cannot hold get Excel's escape. */
export function xmlText(text: string): string {
  const whole = text.length > MAX_CELL_CHARS ? cut(text) : text;
  if (!TO_ESCAPE.test(whole)) return whole;
  return whole
    .replaceAll(LOOKS_ESCAPED, '_x005F_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(NOT_XML, (char) => {
      const code = char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
      return `_x${code}_`;
    });
}

function cut(text: string): string {
  const isSplit = /[\ud800-\udbff]/.test(text.charAt(MAX_CELL_CHARS - 1));
  return text.slice(0, isSplit ? MAX_CELL_CHARS - 1 : MAX_CELL_CHARS);
}
