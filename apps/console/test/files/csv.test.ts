import { expect, it } from 'vitest';
import { csvText } from '../../src/files/csv.ts';
import { fileName } from '../../src/files/save-file.ts';

const cell = (value: string) =>
  csvText(['a'], [[value]])
    .split('\r\n')
    .slice(1, -1)
    .join('\r\n');

it('begins with a byte order mark and ends each record with CRLF', () => {
  expect(
    csvText(
      ['a', 'b'],
      [
        ['x', null],
        [1, true],
      ],
    ),
  ).toBe('\uFEFFa,b\r\nx,\r\n1,true\r\n');
});

it('marks what a spreadsheet would calculate', () => {
  expect(cell("=cmd|'/c calc'!A1")).toBe(`"'=cmd|'/c calc'!A1"`);
  expect(cell('@SUM(A1)')).toBe("'@SUM(A1)");
  expect(cell('Budi;=1+1')).toBe(`"Budi;'=1+1"`);
});

it('keeps the digits of a number, and a number to dial as it is', () => {
  expect(cell('6281298765432')).toBe('"\t6281298765432"');
  expect(cell('+6281298765432')).toBe('+6281298765432');
});

it('quotes separators, quotes and line breaks', () => {
  expect(cell('a, "b"\nc')).toBe('"a, ""b""\nc"');
});

it('names a file by its subject and the day, without what file systems refuse', () => {
  const day = new Date('2026-01-15T10:00:00Z');
  expect(fileName('../Grup: أحمد', 'csv', day)).toBe('..Grup أحمد-2026-01-15.csv');
});
