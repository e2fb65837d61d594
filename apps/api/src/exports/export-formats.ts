import type { ExportFormat } from '@grabber/contracts/api/export';
import { csvChunks } from './csv.ts';
import type { Chunks, ExportPerson, ExportShape, Pages } from './export-table.ts';
import { googleCsvChunks } from './google-csv.ts';
import { jsonArrayChunks, ndjsonChunks } from './json.ts';
import { vcardChunks } from './vcard.ts';
import { xlsxChunks } from './xlsx.ts';

export type FileFormat = {
  readonly contentType: string;
  readonly extension: string;
  /** Whether a byte order mark may stand at its beginning. */
  readonly takesBom: boolean;
  readonly encode: <Row>(
    shape: ExportShape<Row>,
    pages: Pages<Row>,
    options: { bom?: boolean | undefined },
  ) => Chunks;
};

const CSV = { contentType: 'text/csv; charset=utf-8', extension: 'csv', takesBom: true };
const VCARD = { contentType: 'text/vcard; charset=utf-8', extension: 'vcf', takesBom: false };

/** Every kind of file that an export can be. */
export const EXPORT_FORMATS: Readonly<Record<ExportFormat, FileFormat>> = {
  csv: { ...CSV, encode: ({ columns }, pages, options) => csvChunks(columns, pages, options) },
  'google-csv': {
    ...CSV,
    encode: (shape, pages, options) => googleCsvChunks(persons(shape, pages), options),
  },
  vcard: { ...VCARD, encode: (shape, pages) => vcardChunks(persons(shape, pages), '4.0') },
  vcard3: { ...VCARD, encode: (shape, pages) => vcardChunks(persons(shape, pages), '3.0') },
  xlsx: {
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    extension: 'xlsx',
    takesBom: false,
    encode: ({ title, columns }, pages) => xlsxChunks(title, columns, pages),
  },
  ndjson: {
    contentType: 'application/x-ndjson; charset=utf-8',
    extension: 'ndjson',
    takesBom: false,
    encode: ({ json }, pages) => ndjsonChunks(json, pages),
  },
  json: {
    contentType: 'application/json; charset=utf-8',
    extension: 'json',
    takesBom: false,
    encode: ({ json }, pages) => jsonArrayChunks(json, pages),
  },
};

async function* persons<Row>(
  { person }: ExportShape<Row>,
  pages: Pages<Row>,
): AsyncGenerator<ExportPerson[]> {
  for await (const page of pages) yield page.map(person).filter((found) => found !== null);
}
