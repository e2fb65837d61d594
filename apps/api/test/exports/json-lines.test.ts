import { expect, test } from 'vitest';
import { jsonLines } from '../../src/exports/json/json-lines.ts';
import { columnValue, constant, jsonObject } from '../../src/exports/json/json-object.ts';

/** A text, a number, a flag, a time, and one that is not used. */
const COLUMNS = 5;
const OBJECT = jsonObject({
  kind: constant('odd "kind"'),
  text: columnValue('text', 0),
  number: columnValue('number', 1),
  flag: columnValue('flag', 2),
  time: columnValue('time', 3),
  nothing: constant(null),
});
const encode = jsonLines(COLUMNS, () => OBJECT);
const NULL = '\u0001';
const NO_BYTES = Buffer.alloc(0);
const LINES = { before: NO_BYTES, after: Buffer.from('\n') };
/** As COPY does; everything else it leaves alone. */
const COPY_ESCAPES: Readonly<Record<string, string>> = {
  ...{ '\\': '\\\\', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t' },
  '\v': '\\v',
};

function block(...lines: string[][]): Buffer {
  return Buffer.from(lines.map((line) => `${line.join('\t')}\n`).join(''));
}

function withText(value: string): string[] {
  const escaped = value.replaceAll(/[\\\b\f\n\r\t\v]/g, (char) => COPY_ESCAPES[char] ?? char);
  return [escaped, '7', 't', '2024-01-15 10:30:00.25+00', 'x'];
}

function expected(value: string | null): string {
  const rest = { number: 7, flag: true, time: '2024-01-15T10:30:00.250Z', nothing: null };
  return `${JSON.stringify({ kind: 'odd "kind"', text: value, ...rest })}\n`;
}

test('a text becomes what JSON.stringify makes of it, whatever characters it has', () => {
  const characters = Array.from({ length: 0x300 }, (_, code) => String.fromCharCode(code + 1));
  const texts = [
    ...characters.filter((char) => char !== NULL),
    ...['', ' ', 'a\u0001b', '\u2028\u2029', '🙂 “Ana” \\N', '\\u0041', characters.join('')],
  ];
  const lines = encode(block(...texts.map(withText)), LINES);
  expect(lines).toBe(texts.map(expected).join(''));
});

test('a list of Postgres becomes what JSON.stringify makes of it', () => {
  const lists = [
    ['Lunas'],
    [],
    ['a b', ' , ', '", "', '\\', '\\"', '\\\\', '"', ''],
    ['baris\nbaru', '\u0002', '🙂', 'C:\\Budi\\', '[", "]'],
  ];
  const object = jsonObject({ list: columnValue('list', 0) });
  const encodeLists = jsonLines(1, () => object);
  const columns = lists.map((list) => `[${list.map((text) => JSON.stringify(text)).join(', ')}]`);
  const lines = columns.map((text) => [text.replaceAll('\\', '\\\\')]);
  const expectedLines = lists.map((list) => `${JSON.stringify({ list })}\n`);
  expect(encodeLists(block(...lines), LINES)).toBe(expectedLines.join(''));
  expect(encodeLists(block([NULL]), LINES)).toBe('{"list":null}\n');
});

test('what is null is null', () => {
  const nulls = [NULL, NULL, NULL, NULL, NULL];
  expect(JSON.parse(encode(block(nulls), LINES))).toEqual({
    ...{ kind: 'odd "kind"', text: null, number: null, flag: null, time: null, nothing: null },
  });
});

test.for([
  ['2024-01-15 10:30:00+00', '2024-01-15T10:30:00.000Z'],
  ['2024-01-15 10:30:00.1+00', '2024-01-15T10:30:00.100Z'],
  ['2024-01-15 10:30:00.123456+00', '2024-01-15T10:30:00.123Z'],
  ['12024-01-15 10:30:00.5+00', '12024-01-15T10:30:00.500Z'],
])('the time %s is %s', ([stored, shown]) => {
  const row = ['', '1', 'f', stored as string, ''];
  expect(JSON.parse(encode(block(row), LINES))).toMatchObject({
    time: shown,
    flag: false,
  });
});

test('a text that grows sixfold has room, and so have those after it', () => {
  const texts = ['\u0002'.repeat(5_000), 'plain', '"'.repeat(5_000)];
  const lines = encode(block(...texts.map(withText)), LINES);
  expect(lines).toBe(texts.map(expected).join(''));
});

test('a block that does not end with a whole line is refused', () => {
  expect(() => encode(Buffer.from('half'), LINES)).toThrow('whole line');
});
