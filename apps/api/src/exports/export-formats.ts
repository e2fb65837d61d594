import type { ExportFormat } from '@grabber/contracts/api/export';
import { csvChunks } from './csv/csv.ts';
import { googleCsvChunks } from './csv/google-csv.ts';
import type { Blocks, Chunks, ExportPerson, ExportShape } from './export-table.ts';
import { jsonArrayChunks, ndjsonChunks } from './json/json.ts';
import { vcardChunks } from './vcard/vcard.ts';
import { xlsxChunks } from './xlsx/xlsx.ts';

export type FileFormat = {
  readonly contentType: string;
  readonly extension: string;
  /** Whether the file may begin with a byte order mark. */
  readonly takesBom: boolean;
  readonly encode: <Row>(
    shape: ExportShape<Row>,
    blocks: Blocks,
    options: { bom?: boolean | undefined },
  ) => Chunks;
};

const CSV = { contentType: 'text/csv; charset=utf-8', extension: 'csv', takesBom: true };
const VCARD = { contentType: 'text/vcard; charset=utf-8', extension: 'vcf', takesBom: false };

/** Every file format of the exports. */
export const EXPORT_FORMATS: Readonly<Record<ExportFormat, FileFormat>> = {
  csv: {
    ...CSV,
    encode: (shape, blocks, options) => csvChunks(shape.columns, rows(shape, blocks), options),
  },
  'google-csv': {
    ...CSV,
    encode: (shape, blocks, options) => googleCsvChunks(persons(shape, blocks), options),
  },
  vcard: { ...VCARD, encode: (shape, blocks) => vcardChunks(persons(shape, blocks), '4.0') },
  vcard3: { ...VCARD, encode: (shape, blocks) => vcardChunks(persons(shape, blocks), '3.0') },
  xlsx: {
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    extension: 'xlsx',
    takesBom: false,
    encode: (shape, blocks) => xlsxChunks(shape.title, shape.columns, rows(shape, blocks)),
  },
  ndjson: {
    contentType: 'application/x-ndjson; charset=utf-8',
    extension: 'ndjson',
    takesBom: false,
    encode: ({ json }, blocks) => ndjsonChunks(json, blocks),
  },
  json: {
    contentType: 'application/json; charset=utf-8',
    extension: 'json',
    takesBom: false,
    encode: ({ json }, blocks) => jsonArrayChunks(json, blocks),
  },
};

async function* rows<Row>(shape: ExportShape<Row>, blocks: Blocks): AsyncGenerator<readonly Row[]> {
  for await (const block of blocks) yield shape.rows(block);
}

async function* persons<Row>(
  shape: ExportShape<Row>,
  blocks: Blocks,
): AsyncGenerator<ExportPerson[]> {
  for await (const page of rows(shape, blocks)) {
    yield page.map(shape.person).filter((found) => found !== null);
  }
}
