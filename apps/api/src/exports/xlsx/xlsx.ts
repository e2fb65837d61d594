import { once } from 'node:events';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { Chunks, ExportColumn, Pages } from '../export-table.ts';
import { sheetPath, workbookParts } from './xlsx-parts.ts';
import { MAX_SHEET_ROWS, type RowCursor, sheetXml } from './xlsx-sheet.ts';

/** The fastest level. It shrinks a sheet to a tenth; higher levels save only a little more. */
const COMPRESSION_LEVEL = 1;

/** An Excel workbook (ECMA-376), written while its rows arrive. Rows that do not fit go to the next sheet. */
export async function* xlsxChunks<Row>(
  title: string,
  columns: readonly ExportColumn<Row>[],
  pages: Pages<Row>,
  options: { maxSheetRows?: number } = {},
): Chunks {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  const left = new AbortController();
  const fail = (error: unknown) => output.destroy(error as Error);
  zip.on('error', fail);
  const written = writeEntries(zip, title, columns, pages, {
    maxSheetRows: options.maxSheetRows ?? MAX_SHEET_ROWS,
    signal: left.signal,
  }).catch(fail);
  try {
    yield* output;
  } finally {
    left.abort();
    await written;
  }
}

async function writeEntries<Row>(
  zip: ZipFile,
  title: string,
  columns: readonly ExportColumn<Row>[],
  pages: Pages<Row>,
  { maxSheetRows, signal }: { maxSheetRows: number; signal: AbortSignal },
): Promise<void> {
  const iterator = pages[Symbol.asyncIterator]();
  try {
    const rows = rowCursor(iterator);
    // Read before anything is written, so that an error at the start leaves no partial file.
    await rows.page();
    let sheets = 0;
    do {
      sheets += 1;
      const sheet = Readable.from(sheetXml(columns, rows, maxSheetRows), { highWaterMark: 1 });
      zip.addReadStream(sheet, sheetPath(sheets), { compressionLevel: COMPRESSION_LEVEL });
      await ended(sheet, signal);
    } while ((await rows.page()).length > 0);
    for (const [path, xml] of Object.entries(workbookParts(title, sheets))) {
      zip.addBuffer(Buffer.from(xml), path);
    }
    zip.end();
  } finally {
    await iterator.return?.();
  }
}

/** Waits until the sheet has been read to its end. Destroys it if the workbook's reader has left. */
async function ended(sheet: Readable, signal: AbortSignal): Promise<void> {
  try {
    await once(sheet, 'end', { signal });
  } finally {
    if (!sheet.destroyed) {
      sheet.destroy();
      await once(sheet, 'close');
    }
  }
}

function rowCursor<Row>(iterator: AsyncIterator<readonly Row[]>): RowCursor<Row> {
  let waiting: readonly Row[] = [];
  let done = false;
  return {
    page: async () => {
      while (waiting.length === 0 && !done) {
        const next = await iterator.next();
        if (next.done) done = true;
        else waiting = next.value;
      }
      return waiting;
    },
    take: (count) => {
      waiting = waiting.slice(count);
    },
  };
}
