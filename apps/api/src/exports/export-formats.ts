import type { ExportFormat, ExportProfile } from '@grabber/contracts/api/export';
import { type CsvOptions, csvChunks } from './csv/csv.ts';
import type { Blocks, Chunks, ExportPerson, ExportShape } from './export-table.ts';
import { jsonArrayChunks, ndjsonChunks } from './json/json.ts';
import { PROFILE_COLUMNS } from './profiles/profiles.ts';
import { vcardChunks } from './vcard/vcard.ts';
import { xlsxChunks } from './xlsx/xlsx.ts';

type EncodeOptions = CsvOptions & { readonly profile?: ExportProfile | undefined };

/** What a caller can choose of a file, where its format has it. */
export type FileOption = 'bom' | 'delimiter' | 'phone' | 'columns' | 'profile';

export type FileFormat = {
  readonly contentType: string;
  readonly extension: string;
  readonly takes: readonly FileOption[];
  /** Whether it is a file of persons. */
  readonly isOfPersons: boolean;
  readonly encode: <Row>(shape: ExportShape<Row>, blocks: Blocks, options: EncodeOptions) => Chunks;
};

const CSV = { contentType: 'text/csv; charset=utf-8', extension: 'csv' };
const VCARD = {
  ...{ contentType: 'text/vcard; charset=utf-8', extension: 'vcf' },
  ...{ takes: [], isOfPersons: true },
};

/** Every file format of the exports. */
export const EXPORT_FORMATS: Readonly<Record<ExportFormat, FileFormat>> = {
  csv: {
    ...CSV,
    takes: ['bom', 'delimiter', 'phone', 'columns', 'profile'],
    isOfPersons: false,
    encode: (shape, blocks, { profile, ...options }) =>
      profile === undefined
        ? csvChunks(shape.columns, rows(shape, blocks), options)
        : csvChunks(PROFILE_COLUMNS[profile], persons(shape, blocks), options),
  },
  'google-csv': {
    ...CSV,
    takes: ['bom'],
    isOfPersons: true,
    encode: (shape, blocks, options) =>
      csvChunks(PROFILE_COLUMNS.google, persons(shape, blocks), options),
  },
  vcard: { ...VCARD, encode: (shape, blocks) => vcardChunks(persons(shape, blocks), '4.0') },
  vcard3: { ...VCARD, encode: (shape, blocks) => vcardChunks(persons(shape, blocks), '3.0') },
  xlsx: {
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    extension: 'xlsx',
    takes: ['phone', 'columns', 'profile'],
    isOfPersons: false,
    encode: (shape, blocks, { profile }) =>
      profile === undefined
        ? xlsxChunks(shape.title, shape.columns, rows(shape, blocks))
        : xlsxChunks(shape.title, PROFILE_COLUMNS[profile], persons(shape, blocks)),
  },
  ndjson: {
    contentType: 'application/x-ndjson; charset=utf-8',
    extension: 'ndjson',
    takes: [],
    isOfPersons: false,
    encode: ({ json }, blocks) => ndjsonChunks(json, blocks),
  },
  json: {
    contentType: 'application/json; charset=utf-8',
    extension: 'json',
    takes: [],
    isOfPersons: false,
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
