import { once } from 'node:events';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { Chunks, ExportColumn, Pages } from '../export-table.ts';
import { sheetPath, workbookParts } from './xlsx-parts.ts';
import { MAX_SHEET_ROWS, type RowCursor, sheetXml } from './xlsx-sheet.ts';

/** The fastest: a sheet shrinks to a tenth with it, and to little less with others. */
const COMPRESSION_LEVEL = 1;

/** An Excel workbook (ECMA-376), written while its rows come; more rows than a sheet takes go on to the next. */
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
    // Before anything is written: what fails at the start leaves no file that has begun.
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

/** When all of the stream has been taken; a reader of the workbook who leaves ends it. */
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
