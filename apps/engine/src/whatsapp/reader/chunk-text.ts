import {
  ESCAPE,
  LIST_SEPARATOR,
  NUMBER_BASE,
  NUMBER_WIDTH,
  QUOTE,
  SEPARATOR,
  ZERO_CODE,
} from './page/chunk-text.ts';

const ESCAPE_DIGITS = 4;
const HEXADECIMAL = 16;

/** Splits the text of a chunk that page/chunk-text.ts has written. */
export function splitChunk(text: string): { head: unknown; columns: string[] } {
  const [json = '', ...columns] = text.split('\n');
  return { head: JSON.parse(json.replaceAll(QUOTE, '"')), columns };
}

/** The values of a column of digits; null is the empty text. */
export function digitsOf(column = ''): string[] {
  return column.split(',');
}

/** The lists of a column of numbers. */
export function listsOf(column = ''): number[][] {
  return column.split(LIST_SEPARATOR).map(numbersOf);
}

function numbersOf(text: string): number[] {
  const numbers: number[] = [];
  for (let at = 0; at < text.length; at += NUMBER_WIDTH) {
    let number = 0;
    for (let digit = NUMBER_WIDTH - 1; digit >= 0; digit -= 1) {
      number = number * NUMBER_BASE + text.charCodeAt(at + digit) - ZERO_CODE;
    }
    numbers.push(number);
  }
  return numbers;
}

/** The values of a column of texts. */
export function textsOf(column = ''): (string | null)[] {
  const values: (string | null)[] = column.split(SEPARATOR);
  const hasEscapes = column.includes(ESCAPE);
  // In place: a second array of ten thousand texts costs as much as the split.
  for (let n = 0; n < values.length; n += 1) {
    const value = values[n] as string;
    if (value === '') values[n] = null;
    else if (hasEscapes && value.includes(ESCAPE)) values[n] = unescaped(value);
  }
  return values;
}

function unescaped(value: string): string {
  if (value === ESCAPE) return '';
  let text = '';
  let start = 0;
  for (let at = value.indexOf(ESCAPE); at >= 0; at = value.indexOf(ESCAPE, start)) {
    const end = at + ESCAPE.length + ESCAPE_DIGITS;
    const code = Number.parseInt(value.slice(at + ESCAPE.length, end), HEXADECIMAL);
    text += value.slice(start, at) + String.fromCharCode(code);
    start = end;
  }
  return text + value.slice(start);
}
