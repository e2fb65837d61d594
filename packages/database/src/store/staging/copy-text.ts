/** A value of a COPY line. */
export type CopyValue = string | number | boolean | Date | readonly string[] | null;

const SPECIAL = /[\\\b\f\n\r\t\v]/;
const SPECIAL_ALL = /[\\\b\f\n\r\t\v]/g;
const ESCAPED: Record<string, string> = {
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

/** One line of COPY's text format, its newline included. */
export function copyLine(values: readonly CopyValue[]): string {
  let line = '';
  for (let index = 0; index < values.length; index += 1) {
    if (index > 0) line += '\t';
    line += copyField(values[index] ?? null);
  }
  return `${line}\n`;
}

/** A value as COPY's text format has it; a list as JSON. */
export function copyField(value: CopyValue): string {
  if (value === null) return '\\N';
  if (typeof value === 'string') {
    if (!SPECIAL.test(value)) return value;
    return value.replace(SPECIAL_ALL, (character) => ESCAPED[character] ?? character);
  }
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if (typeof value === 'object') return copyField(JSON.stringify(value));
  return String(value);
}
