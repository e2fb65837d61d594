import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvChunks } from '../../src/exports/csv/csv.ts';
import { csvCells, type Delimiter } from '../../src/exports/csv/csv-cell.ts';
import type { ExportColumn } from '../../src/exports/export-table.ts';
import { cellsAsSpreadsheet } from '../support/spreadsheet-reader.ts';

const DELIMITERS = { comma: ',', semicolon: ';', tab: '\t', pipe: '|' } as const;
const NAMES = Object.keys(DELIMITERS) as (keyof typeof DELIMITERS)[];

const csvText = csvCells(',').text as (text: string | null) => string;
const phone = (digits: string | null, delimiter: Delimiter = ',') =>
  csvCells(delimiter).phone(digits as never);

/** What a reader of CSV finds in the field. */
const read = (field: string, delimiter = ','): string =>
  parse(`${field}${delimiter}x\r\n`, { delimiter })[0]?.[0] ?? '';

describe('text in a CSV field', () => {
  it.each([
    ["=cmd|'/c calc'!A1", "'=cmd|'/c calc'!A1"],
    ['=1+1', "'=1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['-2+3', "'-2+3"],
    ['+1+cmd', "'+1+cmd"],
    ['\t=1', "'\t'=1"],
    ['\r=1', "'\r'=1"],
    ['  =1', "'  =1"],
    ['"=1', '\'"=1'],
    ['＝1+1', "'＝1+1"],
    ['＋１', "'＋１"],
    ['+62 812-3456-7890', "'+62 812-3456-7890"],
    // Cells of a reader whose delimiter is another one.
    ["Budi;=cmd|'/c calc'!A1", "Budi;'=cmd|'/c calc'!A1"],
    ['Budi\t@SUM(A1)', "Budi\t'@SUM(A1)"],
    ['Budi|-1+1', "Budi|'-1+1"],
    ['Budi; "=1', 'Budi; \'"=1'],
    ['Budi, "Bos";', 'Budi, "Bos";\''],
    ['Baris\n- satu', "Baris\n'- satu"],
    ['1\n+2', "\t1\n'+2"],
  ])('that a spreadsheet would calculate gets an apostrophe: %j', (text, shown) => {
    expect(read(csvText(text))).toBe(shown);
  });

  it.each(['6281234567890', '0812', '3/4', '10:30', '1.000,5', '1,000.5', "1'000", '5e10', '50%'])(
    'that a spreadsheet would count with gets a tab: %j',
    (text) => {
      expect(read(csvText(text))).toBe(`\t${text}`);
      // In a file with tabs another tab would be a new cell to readers without quotes.
      expect(csvCells('\t').text(text as never)).toBe(`'${text}`);
    },
  );

  it.each([
    ...['Budi', "O'Neil", 'a=b', 'Toko 24', '3 Saudara', 'a-b', "'x", '🙂', 'أحمد', ''],
    ...['(021) 555', 'Budi, -an', 'Toko; Jaya', 'a | b', 'x, =1'],
  ])('that is merely text stays as it is: %j', (text) => {
    expect(read(csvText(text))).toBe(text);
  });

  it.each(NAMES)('comes back with nothing lost but the marks, delimited by a %s', (name) => {
    const delimiter = DELIMITERS[name];
    const { text: write } = csvCells(delimiter);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const shown = read(write(text as never), delimiter);
        const withoutMarks = (value: string) => value.replaceAll(/[\t']/g, '');
        expect(withoutMarks(shown)).toBe(withoutMarks(text));
        expect(shown.length).toBeLessThanOrEqual(text.length * 2 + 1);
      }),
    );
  });
});

/** Texts of what matters to readers: delimiters, quotes, line breaks, signs, numbers, spaces. */
const DANGEROUS = fc
  .array(
    fc.oneof(
      fc.constantFrom(',', ';', '\t', '|', '"', "'", '\r', '\n', '\r\n', ' ', '\u00a0', '\ufeff'),
      fc.constantFrom('=', '+', '-', '@', '＝', '＋', '－', '＠', '1', '62812', '5*cmd|', 'x'),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));
const PHONES = fc.constantFrom(null, '6281234567890', '12', '62812345678901234567');

type Row = readonly (string | null)[];
const column = (kind: 'text' | 'e164', at: number): ExportColumn<Row> => ({
  ...{ name: `c${at}`, kind },
  value: (row) => row[at] ?? null,
});
/** A number of E.164 that has its cell for itself, or is followed by quoted text to another reader. */
const EXEMPT = /^["\s]*\+[1-9]\d{1,14}(?:$|[,;|\t]+(?:"|$))/;

async function written(
  columns: readonly ExportColumn<Row>[],
  rows: Row[],
  name: keyof typeof DELIMITERS,
) {
  async function* pages() {
    yield rows;
  }
  return (await Array.fromAsync(csvChunks(columns, pages(), { delimiter: name }))).join('');
}

describe.each(NAMES)('no cell of a file delimited by a %s begins as a formula', (name) => {
  it.each([
    ['text alone', ['text', 'text']],
    ['a phone number between texts', ['text', 'e164', 'text']],
    ['a phone number first', ['e164', 'text', 'text']],
  ] as const)('to a reader with any delimiter: %s', async (_, kinds) => {
    const columns = kinds.map(column);
    const row = fc.tuple(...kinds.map((kind) => (kind === 'e164' ? PHONES : DANGEROUS)));
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 3 }), async (rows) => {
        const file = await written(columns, rows, name);
        for (const delimiter of Object.values(DELIMITERS)) {
          for (const cell of cellsAsSpreadsheet(file, delimiter)) {
            if (!EXEMPT.test(cell)) expect(cell).not.toMatch(/^["\s]*[=+\-@＝＋－＠]/);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('a phone number', () => {
  it('of 13 digits keeps them, as text', () => {
    expect(read(phone('6281234567890'))).toBe('\t6281234567890');
    expect(phone('6281234567890', '\t')).toBe("'6281234567890");
    expect(phone(null)).toBe('');
  });

  it('as E.164 is the one cell that begins with a sign, and nothing else passes for it', () => {
    const write = csvCells(',').e164 as (digits: string | null) => string;
    expect(write('6281234567890')).toBe('+6281234567890');
    expect(write(null)).toBe('');
    for (const other of ['0812', '62 812', '62812345678901234567', '62812+1', '1\n=2', '=1']) {
      expect(write(other)).toMatch(/^"?'/);
    }
  });
});
