import type { ExportColumn } from '../export-table.ts';
import { XLSX_CELLS, xmlText } from './xlsx-cell.ts';
import { sheetEnd, sheetStart } from './xlsx-parts.ts';

/** Excel's own limit. */
export const MAX_SHEET_ROWS = 1_048_576;
/** Below the largest size of a ZIP entry without extensions. */
const MAX_SHEET_CHARS = 3 * 2 ** 30;
const CHUNK_CHARS = 64 * 1024;

const LETTERS = 26;
const LETTER_A = 0x41;

/** Hands out rows, so that each sheet takes as many as fit. */
export type RowCursor<Row> = {
  /** The waiting rows. Empty at the end. */
  readonly page: () => Promise<readonly Row[]>;
  /** Removes that many of the waiting rows. */
  readonly take: (count: number) => void;
};

/** The XML of a sheet with as many rows as fit. The header counts as a row. */
export async function* sheetXml<Row>(
  columns: readonly ExportColumn<Row>[],
  rows: RowCursor<Row>,
  maxRows: number,
): AsyncGenerator<string> {
  const cells = columns.map(({ kind, value }, index) => {
    return { letters: columnLetters(index), value, write: XLSX_CELLS[kind] };
  });
  let text = sheetStart(columns.length) + headerRow(columns);
  let row = 1;
  let sent = 0;
  for (;;) {
    const page = await rows.page();
    let taken = 0;
    while (taken < page.length && row < maxRows && sent < MAX_SHEET_CHARS) {
      const item = page[taken] as Row;
      taken += 1;
      row += 1;
      text += `<row r="${row}">`;
      for (const { letters, value, write } of cells)
        text += write(letters + row, value(item) as never);
      text += '</row>';
      if (text.length < CHUNK_CHARS) continue;
      sent += text.length;
      yield text;
      text = '';
    }
    rows.take(taken);
    if (taken < page.length || page.length === 0 || row === maxRows) break;
  }
  yield text + sheetEnd(columnLetters(columns.length - 1) + row);
}

function headerRow<Row>(columns: readonly ExportColumn<Row>[]): string {
  const cells = columns.map(({ name }, index) => {
    const reference = `${columnLetters(index)}1`;
    return `<c r="${reference}" s="2" t="inlineStr"><is><t>${xmlText(name)}</t></is></c>`;
  });
  return `<row r="1">${cells.join('')}</row>`;
}

/** A, B … Z, AA, AB …: digits of base 26 without a zero. */
function columnLetters(index: number): string {
  const last = String.fromCharCode(LETTER_A + (index % LETTERS));
  return index < LETTERS ? last : columnLetters(Math.floor(index / LETTERS) - 1) + last;
}
