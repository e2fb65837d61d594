import { expect, test } from 'vitest';
import { parseChunk } from './chunk-text.ts';

// A script of the page, without types.
const { chunkText } = await import(new URL('./page/chunk-text.js', import.meta.url).href);

const NAMES = [
  'Nguyễn “Budi” \\ `quoted` "twice"',
  'ʕ•ᴥ•ʔ 👩‍👩‍👧 عربي',
  'line\nbreak\ttab\u0000nul',
  '\\u0060 \\` \\"',
  'lone \ud83d surrogate',
  '',
];

test('every name survives the way from the page, whatever characters it holds', () => {
  expect(parseChunk(chunkText({ contacts: NAMES }))).toEqual({ contacts: NAMES });
});

test('what leaves the page is ASCII without quotes', () => {
  const text = chunkText({ contacts: NAMES });
  expect(text).not.toContain('"');
  expect([...text].filter((character) => character > '\u007f')).toEqual([]);
});
