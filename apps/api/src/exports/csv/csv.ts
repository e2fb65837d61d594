import type { Chunks, ExportColumn, Pages } from '../export-table.ts';
import { CSV_CELLS } from './csv-cell.ts';

export const BYTE_ORDER_MARK = '\ufeff';
const END_OF_RECORD = '\r\n';

/** A CSV document (RFC 4180) with a header, in pieces of about a page. */
export async function* csvChunks<Row>(
  columns: readonly ExportColumn<Row>[],
  pages: Pages<Row>,
  { bom = false }: { bom?: boolean | undefined } = {},
): Chunks {
  const cells = columns.map(({ kind, value }) => ({ value, write: CSV_CELLS[kind] }));
  let text = bom ? BYTE_ORDER_MARK : '';
  text += columns.map(({ name }) => name).join(',') + END_OF_RECORD;
  for await (const page of pages) {
    for (const row of page) {
      let separator = '';
      for (const { value, write } of cells) {
        text += separator + write(value(row) as never);
        separator = ',';
      }
      text += END_OF_RECORD;
    }
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}
