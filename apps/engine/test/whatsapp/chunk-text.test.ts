import { describe, expect, test } from 'vitest';
import { digitsOf, listsOf, splitChunk, textsOf } from '../../src/whatsapp/reader/chunk-text.ts';
import {
  chunkText,
  digitsColumn,
  listsColumn,
  numbersText,
  textColumn,
} from '../../src/whatsapp/reader/page/chunk-text.ts';

const NAMES = [
  'Nguyễn “Budi” \\ `quoted` "twice"',
  'ʕ•ᴥ•ʔ 👩‍👩‍👧 عربي',
  'line\nbreak\ttab\u0000nul',
  '\\u0060 \\` \\"',
  'lone \ud83d surrogate',
  'a`b^0041 ^ `',
  '~ana~',
  'plain',
];

function isPlain(text: string): boolean {
  return [...text].every((character) => character <= '\u007f');
}

test('every text of the first line is decoded as it was, and is sent as ASCII without quotes', () => {
  const text = chunkText({ names: NAMES }, []);
  expect(splitChunk(text)).toEqual({ head: { names: NAMES }, columns: [] });
  expect(text).not.toContain('"');
  expect(isPlain(text)).toBe(true);
});

describe('a column of texts', () => {
  test.for([
    { what: 'names with special characters', values: [...NAMES, null, ...NAMES] },
    { what: 'plain names', values: ['Ana', null, 'Budi "B" \\'] },
    { what: 'empty names beside null', values: ['Ana', '', null, ''] },
    { what: 'one name', values: ['Ana'] },
    { what: 'no name at all', values: [null, null] },
  ])('holds $what', ({ values }) => {
    const text = chunkText({}, [textColumn(values), 'the next']);
    expect(isPlain(text)).toBe(true);
    const { columns } = splitChunk(text);
    expect(columns).toHaveLength(2);
    expect(textsOf(columns[0])).toEqual(values);
  });
});

test('a column of digits holds numbers and texts, and the empty text for null', () => {
  const { columns } = splitChunk(chunkText({}, [digitsColumn(['628', null, 7])]));
  expect(digitsOf(columns[0])).toEqual(['628', '', '7']);
});

test('a column of lists holds numbers up to four roles of 17 million persons, and empty lists', () => {
  const lists = [[0, 3, 91, 92, 8_463, 8_464], [], [68_000_000], []];
  const text = chunkText({}, [listsColumn(lists.map(numbersText)), 'the next']);
  expect(isPlain(text)).toBe(true);
  expect(listsOf(splitChunk(text).columns[0])).toEqual(lists);
});
