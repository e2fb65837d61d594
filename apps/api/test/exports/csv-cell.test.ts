import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CSV_CELLS, csvText } from '../../src/exports/csv/csv-cell.ts';

/** What a reader of CSV finds in the field. */
const read = (field: string): string => parse(`${field},x\r\n`)[0]?.[0] ?? '';

describe('text in a CSV field', () => {
  it.each([
    ["=cmd|'/c calc'!A1", "'=cmd|'/c calc'!A1"],
    ['=1+1', "'=1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['-2+3', "'-2+3"],
    ['+1+cmd', "'+1+cmd"],
    ['\t=1', "'\t=1"],
    ['\r=1', "'\r=1"],
    ['  =1', "'  =1"],
    ['＝1+1', "'＝1+1"],
    ['＋１', "'＋１"],
  ])('that a spreadsheet would calculate gets an apostrophe: %j', (text, shown) => {
    expect(read(csvText(text))).toBe(shown);
  });

  it.each(['6281234567890', '0812', '+62 812-3456-7890', '3/4', '10:30', '1.000,5', '(021) 555'])(
    'that a spreadsheet would count with gets a tab: %j',
    (text) => {
      expect(read(csvText(text))).toBe(text === '(021) 555' ? text : `\t${text}`);
    },
  );

  it.each(['Budi', "O'Neil", 'a=b', 'Toko 24', '3 Saudara', 'a-b', "'x", '🙂', 'أحمد', ''])(
    'that is merely text stays as it is: %j',
    (text) => {
      expect(read(csvText(text))).toBe(text);
    },
  );

  it('whatever it is, comes back with nothing lost but what stands before it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(["'", '\t', ''].map((mark) => mark + text)).toContain(read(csvText(text)));
      }),
    );
  });

  it('never begins with what starts a formula', () => {
    const starts = fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', ' ', '＝', '1', '"', ',');
    fc.assert(
      fc.property(fc.array(fc.oneof(starts, fc.string({ unit: 'grapheme' }))), (parts) => {
        const shown = read(csvText(parts.join('')));
        expect(shown).not.toMatch(/^\s*[=@＝]/);
        // A tab before a number is no formula, nor is a sign behind that tab.
        if (/^\s*[+-]/.test(shown)) expect(shown).toMatch(/^\t\+?[\d\s.,:/()-]+$/);
      }),
    );
  });
});

it('a phone number of 13 digits keeps them, as text', () => {
  expect(read(CSV_CELLS.phone('6281234567890' as never))).toBe('\t6281234567890');
  expect(CSV_CELLS.phone(null as never)).toBe('');
});
