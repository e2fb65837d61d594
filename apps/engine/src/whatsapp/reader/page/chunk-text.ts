// Runs inside WhatsApp Web. The text of a chunk, in a form that is cheap to send to the engine.

/** Stands for the quotes of JSON; chunk-text.ts puts them back. */
export const QUOTE = '`';
const COSTLY_IN_JSON = /[`\u0080-\uffff]/g;
/** Between the values of a column. Texts have it escaped, like all costly characters. */
export const SEPARATOR = '`';
export const ESCAPE = '^';
const COSTLY = /[^ -\]_a-~]/g;
const COSTLY_IN_COLUMN = /[^ -\]_-~]/g;

/** A number is spelled with a fixed count of digits, the lowest first, each one character from `#` on. */
export const NUMBER_BASE = 92;
export const NUMBER_WIDTH = 4;
export const ZERO_CODE = 35;
export const LIST_SEPARATOR = '!';
const ASCII = new TextDecoder('latin1');

/**
 * A line of JSON and one for each column, in plain ASCII and nearly without quotes. One character beyond
 * Latin-1 makes the browser's debugging protocol three times slower for the whole text, and the protocol
 * escapes every quote once more.
 */
export function chunkText(head: object, columns: readonly string[]): string {
  const json = JSON.stringify(head).replace(COSTLY_IN_JSON, jsonEscape).replace(/"/g, QUOTE);
  return [json, ...columns].join('\n');
}

/** Numbers and texts of digits; null becomes the empty text. */
export function digitsColumn(values: readonly (string | number | null)[]): string {
  return values.join();
}

/** Numbers below NUMBER_BASE ** NUMBER_WIDTH, that is four roles of 17 million persons. */
export function numbersText(numbers: readonly number[]): string {
  const codes = new Uint8Array(numbers.length * NUMBER_WIDTH);
  let at = 0;
  for (let n = 0; n < numbers.length; n += 1) {
    let rest = numbers[n] as number;
    for (let digit = 0; digit < NUMBER_WIDTH; digit += 1) {
      codes[at] = ZERO_CODE + (rest % NUMBER_BASE);
      rest = Math.trunc(rest / NUMBER_BASE);
      at += 1;
    }
  }
  return ASCII.decode(codes);
}

/** Lists of numbers, each as numbersText spells it. */
export function listsColumn(lists: readonly string[]): string {
  return lists.join(LIST_SEPARATOR);
}

/** Any texts. Null becomes the empty text, and an empty text a lone ESCAPE. */
export function textColumn(values: readonly (string | null)[]): string {
  const text = values.join(SEPARATOR);
  const isAmbiguous = countSeparators(text) >= values.length || values.includes('');
  return isAmbiguous
    ? values.map(escaped).join(SEPARATOR)
    : text.replace(COSTLY_IN_COLUMN, columnEscape);
}

function countSeparators(text: string): number {
  let count = 0;
  for (let at = text.indexOf(SEPARATOR); at >= 0; at = text.indexOf(SEPARATOR, at + 1)) count += 1;
  return count;
}

function escaped(value: string | null): string | null {
  return value === '' ? ESCAPE : (value?.replace(COSTLY, columnEscape) ?? null);
}

/** By character: a read escapes the same few characters many times. */
const columnEscapes = new Map<string, string>();

function columnEscape(character: string): string {
  let text = columnEscapes.get(character);
  if (text === undefined) {
    text = `${ESCAPE}${hexOf(character)}`;
    columnEscapes.set(character, text);
  }
  return text;
}

function jsonEscape(character: string): string {
  return `\\u${hexOf(character)}`;
}

function hexOf(character: string): string {
  return character.charCodeAt(0).toString(16).padStart(4, '0');
}
