import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { grabAccount } from '@grabber/database/testing/grab-account';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { xlsxChunks } from '../src/exports/xlsx/xlsx.ts';
import { MAX_SHEET_ROWS } from '../src/exports/xlsx/xlsx-sheet.ts';
import { exportAccount, ODD_NAMES, phoneOf } from '../test/support/export-account.ts';
import { createSession } from '../test/support/request.ts';
import { ADMIN_KEY, startTestApi, type TestApi } from '../test/support/test-api.ts';

const run = promisify(execFile);
const CONVERT_TIMEOUT_MS = 600_000;
/** The delimiter, quotes, UTF-8; formulas are calculated, which the import dialog asks for. */
const csvFilter = (delimiter: string) =>
  `--infilter=CSV:${delimiter.charCodeAt(0)},34,76,1,,0,false,false,false,false,false,,true`;
const DELIMITERS = { comma: ',', semicolon: ';', tab: '\t', pipe: '|' };
/** The same, with cells as they are shown, and a file for each sheet. */
const CSV_OF_EACH_SHEET =
  'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1';

/** True and false are formulas to LibreOffice, wherever they come from. */
const FORMULA = /table:formula="(?!of:=(?:TRUE|FALSE)\(\)")/;

let api: TestApi;
let id: string;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'grabber-exports-'));
  api = await startTestApi();
  id = await createSession(api);
  await grabAccount(api.db, id, exportAccount(1_000));
});
afterAll(async () => {
  await api.stop();
  await rm(folder, { recursive: true, force: true });
});

async function convert(file: string, to: string, ...flags: string[]): Promise<void> {
  const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
  const target = ['--convert-to', to, '--outdir', folder, join(folder, file)];
  const options = { timeout: CONVERT_TIMEOUT_MS };
  await run('soffice', [profile, '--headless', '--norestore', ...flags, ...target], options);
}

/** Every cell that LibreOffice finds in the export, row by row. */
async function cellsOf(
  format: 'csv' | 'xlsx',
  query: string,
  ...flags: string[]
): Promise<Cell[][]> {
  const url = `${api.url}/api/sessions/${id}/contacts/export?format=${format}&${query}`;
  const response = await fetch(url, { headers: { 'x-api-key': ADMIN_KEY } });
  await writeFile(join(folder, `${format}.${format}`), Buffer.from(await response.arrayBuffer()));
  await convert(`${format}.${format}`, 'fods', ...flags);
  const xml = await readFile(join(folder, `${format}.fods`), 'utf8');
  return [...xml.matchAll(/<table:table-row[^>]*>([\s\S]*?)<\/table:table-row>/g)].map(([, row]) =>
    [
      ...(row ?? '').matchAll(/<table:table-cell([^>]*?)(?:\/>|>([\s\S]*?)<\/table:table-cell>)/g),
    ].flatMap(([, attributes = '', content = '']) => {
      const repeated = /number-columns-repeated="(\d+)"/.exec(attributes)?.[1];
      const type = /office:value-type="(\w+)"/.exec(attributes)?.[1];
      const cell = { type, isFormula: FORMULA.test(attributes), text: textOf(content) };
      return Array.from({ length: Math.min(Number(repeated ?? 1), 26) }, () => cell);
    }),
  );
}

type Cell = {
  readonly type: string | undefined;
  readonly isFormula: boolean;
  readonly text: string;
};

function textOf(content: string): string {
  const paragraphs = [...content.matchAll(/<text:p>([\s\S]*?)<\/text:p>/g)].map(([, text]) => text);
  return paragraphs
    .join('\n')
    .replaceAll(/<text:s(?: text:c="(\d+)")?\/>/g, (_, count) => ' '.repeat(Number(count ?? 1)))
    .replaceAll('<text:tab/>', '\t')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}

const EXPECTED = ODD_NAMES.map((name, index) => ({ name, phone: phoneOf(index) }));

describe('LibreOffice opens', () => {
  it('an XLSX export: no cell calculates, names and numbers are unaltered text', async () => {
    const rows = await cellsOf('xlsx', '');
    expect(rows.flat().filter(({ isFormula }) => isFormula)).toEqual([]);
    for (const { name, phone } of EXPECTED) {
      const row = rows.find((cells) => cells[2]?.text === `+${phone}`);
      expect([row?.[1]?.text, row?.[1]?.type, row?.[2]?.type]).toEqual([name, 'string', 'string']);
    }
  });

  it('a CSV export: no cell calculates, names and numbers are text, marked where they must be', async () => {
    const rows = await cellsOf('csv', 'phone=digits', csvFilter(','));
    expect(rows.flat().filter(({ isFormula }) => isFormula)).toEqual([]);
    for (const { name, phone } of EXPECTED) {
      const row = rows.find((cells) => cells[2]?.text === `\t${phone}`);
      expect([name, `'${name}`, `\t${name}`]).toContain(row?.[1]?.text);
      expect([row?.[1]?.type, row?.[2]?.type]).toEqual(['string', 'string']);
    }
    expect(rows.flat().map(({ text }) => text)).toContain("'=cmd|'/c calc'!A1");
  });

  it('a CSV export with any delimiter by any other one: no cell calculates', async () => {
    for (const name of Object.keys(DELIMITERS)) {
      for (const delimiter of Object.values(DELIMITERS)) {
        const query = `delimiter=${name}&columns=phone_number,name,about,labels,contact_id`;
        const rows = await cellsOf('csv', query, csvFilter(delimiter));
        const found = rows.flat().filter(({ isFormula }) => isFormula);
        expect(found, `${name} read by ${delimiter}`).toEqual([]);
      }
    }
  });

  it('more rows than a sheet takes: the further ones are in the next sheet', async () => {
    const count = MAX_SHEET_ROWS + 10;
    async function* pages() {
      for (let from = 0; from < count; from += 1_000) {
        yield Array.from({ length: Math.min(1_000, count - from) }, (_, n) => String(from + n));
      }
    }
    const column = { name: 'number', kind: 'text', value: (row: string) => row } as const;
    const chunks = xlsxChunks('Many', [column], pages());
    await pipeline(Readable.from(chunks), createWriteStream(join(folder, 'many.xlsx')));
    await convert('many.xlsx', CSV_OF_EACH_SHEET);
    const sheets = (await readdir(folder)).filter((name) => /^many-.*\.csv$/.test(name)).sort();
    expect(sheets).toEqual(['many-Many 2.csv', 'many-Many.csv']);
    const [second = '', first = ''] = await Promise.all(
      sheets.map((name) => readFile(join(folder, name), 'utf8')),
    );
    const numbers = [first, second].flatMap((text) => text.trimEnd().split('\n').slice(1));
    expect(numbers).toHaveLength(count);
    expect(new Set(numbers).size).toBe(count);
  });
});
