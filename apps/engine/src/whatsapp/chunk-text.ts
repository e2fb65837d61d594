/** What page/chunk-text.js writes for a quote of JSON. Where a name holds this character, it comes escaped. */
const QUOTE = '`';
const SEPARATOR = '~';
const ESCAPE = '^';
const ESCAPED = /\^([0-9a-f]{4})/g;
const HEXADECIMAL = 16;

/** Takes the text of a chunk apart, as page/chunk-text.js spells it. */
export function splitChunk(text: string): { head: unknown; columns: string[] } {
  const [json = '', ...columns] = text.split('\n');
  return { head: JSON.parse(json.replaceAll(QUOTE, '"')), columns };
}

/** The values of a column of digits; none is the empty text. */
export function digitsOf(column = ''): string[] {
  return column.split(',');
}

/** The values of a column of texts. */
export function textsOf(column = ''): (string | null)[] {
  const values = column.split(SEPARATOR);
  const restore = column.includes(ESCAPE) ? unescaped : (value: string) => value;
  return values.map((value) => (value === '' ? null : restore(value)));
}

function unescaped(value: string): string {
  if (value === ESCAPE) return '';
  return value.replace(ESCAPED, (_all, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, HEXADECIMAL)),
  );
}
