import { Readable } from 'node:stream';
import fc from 'fast-check';
import readSheets from 'read-excel-file/node';
import { expect, it } from 'vitest';
import type { ExportColumn } from '../../src/exports/export-table.ts';
import { xlsxChunks } from '../../src/exports/xlsx/xlsx.ts';

type Row = { readonly name: string | null; readonly count: string; readonly flag: boolean | null };

const COLUMNS: readonly ExportColumn<Row>[] = [
  { name: 'name', kind: 'text', value: (row) => row.name },
  { name: 'count', kind: 'number', value: (row) => row.count },
  { name: 'flag', kind: 'flag', value: (row) => row.flag },
];

async function* pagesOf(rows: readonly Row[], size: number): AsyncGenerator<readonly Row[]> {
  for (let from = 0; from < rows.length; from += size) yield rows.slice(from, from + size);
}

async function workbook(pages: AsyncGenerator<readonly Row[]>, maxSheetRows?: number) {
  const chunks = await Array.fromAsync(
    xlsxChunks('Sheet', COLUMNS, pages, maxSheetRows === undefined ? {} : { maxSheetRows }),
  );
  return readSheets(Buffer.concat(chunks.map((chunk) => Buffer.from(chunk))), { trim: false });
}

const rowsOf = (count: number): Row[] =>
  Array.from({ length: count }, (_, n) => ({ name: `n${n}`, count: `${n}`, flag: n % 2 === 0 }));

it.each([
  [0, 1],
  [3, 1],
  [4, 1],
  [5, 2],
  [8, 2],
  [9, 3],
])(
  '%i rows go on to further sheets of five rows, each with the header: %i',
  async (count, sheets) => {
    const rows = rowsOf(count);
    for (const pageSize of [1, 3, 100]) {
      const found = await workbook(pagesOf(rows, pageSize), 5);
      expect(found.map(({ sheet }) => sheet)).toEqual(
        ['Sheet', 'Sheet 2', 'Sheet 3'].slice(0, sheets),
      );
      for (const { data } of found) expect(data[0]).toEqual(['name', 'count', 'flag']);
      const all = found.flatMap(({ data }) => data.slice(1));
      expect(all).toEqual(rows.map(({ name, count: of, flag }) => [name, Number(of), flag]));
    }
  },
);

it('a sheet takes columns beyond Z and ZZ, each in its place', async () => {
  const columns = Array.from({ length: 710 }, (_, n): ExportColumn<null> => {
    return { name: `c${n}`, kind: 'number', value: () => `${n}` };
  });
  const pages = Readable.from([[null]]) as AsyncIterable<readonly null[]>;
  const chunks = await Array.fromAsync(xlsxChunks('Sheet', columns, pages));
  const [sheet] = await readSheets(Buffer.concat(chunks.map((chunk) => Buffer.from(chunk))));
  expect(sheet?.data[0]).toEqual(columns.map(({ name }) => name));
  expect(sheet?.data[1]).toEqual(columns.map((_, n) => n));
});

it('every text comes back as text, whatever it looks like', async () => {
  const texts = [
    ...["=cmd|'/c calc'!A1", '+1', '-1', '@x', '6281234567890', '007', '<b>&amp;', ' both ends '],
    ...[
      'a\nb',
      '\u0001',
      '_x0041_',
      '__x0041__',
      ']]>',
      '🙂',
      'أحمد',
      '\u200fא',
      'x'.repeat(32_767),
    ],
  ];
  const [sheet] = await workbook(
    pagesOf(
      texts.map((name) => ({ name, count: '1', flag: null })),
      7,
    ),
  );
  expect(sheet?.data.slice(1).map((row) => row[0])).toEqual(texts);
});

it('a text above what a cell takes is cut, between two characters', async () => {
  const name = `${'x'.repeat(32_766)}🙂🙂`;
  const [sheet] = await workbook(pagesOf([{ name, count: '1', flag: null }], 1));
  expect(sheet?.data[1]?.[0]).toBe('x'.repeat(32_766));
});

it('any text of any characters leaves a workbook that opens', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: 'binary' })), async (names) => {
      const rows = names.map((name) => ({ name, count: '1', flag: null }));
      const [sheet] = await workbook(pagesOf(rows, 3));
      expect(sheet?.data).toHaveLength(names.length + 1);
    }),
    { numRuns: 30 },
  );
});

it('what fails before the first row leaves no file that has begun', async () => {
  const failing = Readable.from([]).map(() => []);
  failing.destroy(new Error('no rows'));
  await expect(xlsxChunks('Sheet', COLUMNS, failing).next()).rejects.toThrow('no rows');
});

it('what fails later breaks the file off, and a reader who leaves ends its source', async () => {
  const failing = (async function* () {
    yield rowsOf(10);
    throw new Error('broken off');
  })();
  await expect(Array.fromAsync(xlsxChunks('Sheet', COLUMNS, failing))).rejects.toThrow(
    'broken off',
  );

  const { promise, resolve } = Promise.withResolvers<void>();
  const endless = (async function* () {
    try {
      for (;;) yield rowsOf(1_000);
    } finally {
      resolve();
    }
  })();
  const chunks = xlsxChunks('Sheet', COLUMNS, endless);
  await chunks.next();
  await chunks.return(undefined);
  await promise;
});
