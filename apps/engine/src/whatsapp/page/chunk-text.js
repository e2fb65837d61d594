// Runs inside WhatsApp Web. The text of a chunk, spelled so that it crosses to the engine at little cost.

/** Stands for the quotes of JSON; chunk-text.ts puts them back. */
const QUOTE = '`';
const COSTLY_IN_JSON = /[`\u0080-\uffff]/g;
/** Between the values of a column. In a text it comes escaped, as does everything that is costly. */
const SEPARATOR = '~';
const ESCAPE = '^';
const COSTLY = /[^ -\]_-}]/;
const EVERY_COSTLY = new RegExp(COSTLY, 'g');

/**
 * A line of JSON and one for each column, in plain ASCII and nearly without quotes. One character beyond
 * Latin-1 in a text makes the browser's debugging protocol three times slower for all of it, and every
 * quote is escaped once more on its way.
 */
export function chunkText(head, columns) {
  const json = JSON.stringify(head).replace(COSTLY_IN_JSON, jsonEscape).replace(/"/g, QUOTE);
  return [json, ...columns].join('\n');
}

/** Numbers, and texts of digits; null is none. */
export function digitsColumn(values) {
  return values.join();
}

/** Any texts; null is nothing, and an empty text the sign for an escape without what it escapes. */
export function textColumn(values) {
  const isPlain = !values.includes('') && !COSTLY.test(values.join(''));
  return (isPlain ? values : values.map(escaped)).join(SEPARATOR);
}

function escaped(value) {
  return value === '' ? ESCAPE : (value?.replace(EVERY_COSTLY, columnEscape) ?? null);
}

function columnEscape(character) {
  return `${ESCAPE}${hexOf(character)}`;
}

function jsonEscape(character) {
  return `\\u${hexOf(character)}`;
}

function hexOf(character) {
  return character.charCodeAt(0).toString(16).padStart(4, '0');
}
