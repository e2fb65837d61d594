import type { ExportDelimiter } from '@grabber/contracts/api/export';
import type { Chunks, ExportColumn, Pages } from '../export-table.ts';
import { csvCells, type Delimiter } from './csv-cell.ts';

const BYTE_ORDER_MARK = '\ufeff';
const END_OF_RECORD = '\r\n';
const DELIMITERS: Readonly<Record<ExportDelimiter, Delimiter>> = {
  comma: ',',
  semicolon: ';',
  tab: '\t',
  pipe: '|',
};

export type CsvOptions = {
  readonly bom?: boolean | undefined;
  readonly delimiter?: ExportDelimiter | undefined;
};

/** A CSV document (RFC 4180) with a header, in pieces of about a page. */
export async function* csvChunks<Row>(
  columns: readonly ExportColumn<Row>[],
  pages: Pages<Row>,
  { bom = false, delimiter = 'comma' }: CsvOptions = {},
): Chunks {
  const between = DELIMITERS[delimiter];
  const kinds = csvCells(between, { quoteTexts: canBeginWithNumber(columns, delimiter) });
  const cells = [];
  let before = '';
  for (const [index, { kind, value, isEmpty = false }] of columns.entries()) {
    if (index > 0) before += between;
    if (isEmpty) continue;
    cells.push({ before, value, write: kinds[kind] });
    before = '';
  }
  const end = before + END_OF_RECORD;
  let text = bom ? BYTE_ORDER_MARK : '';
  text += columns.map(({ name }) => name).join(between) + END_OF_RECORD;
  for await (const page of pages) {
    for (const row of page) {
      for (const cell of cells) text += cell.before + cell.write(cell.value(row) as never);
      text += end;
    }
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}

/**
 * Whether a record can begin with a phone number, which a reader with another delimiter would add to what
 * follows, because it sees the whole record as one cell. Quotes keep texts out of such a sum.
 */
function canBeginWithNumber(
  columns: readonly ExportColumn<never>[],
  delimiter: ExportDelimiter,
): boolean {
  // Tabs of empty cells are only spaces to others.
  const first = delimiter === 'tab' ? columns : columns.slice(0, 1);
  return first.some(({ kind }) => kind === 'e164');
}
