/** The fields of a line in the order of its columns: their text, or null. */
export type LineRow = readonly (string | null)[];

/**
 * Stands for null, in place of COPY's `\N`: a line with a backslash is then one with an escape, which
 * few have. No stored text is this one control character.
 */
export const NULL_MARK = '\u0001';
const ESCAPE = '\\';
const ESCAPED: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** The lines of a block, each without its newline. */
export function linesOf(block: Buffer): string[] {
  return block.toString('utf8', 0, block.length - 1).split('\n');
}

/** The rows of a block. A field is found by its place: looking it up by its name would cost thrice. */
export function rowsOf(block: Buffer): LineRow[] {
  return linesOf(block).map(rowOf);
}

function rowOf(line: string): LineRow {
  const fields: (string | null)[] = line.split('\t');
  const isEscaped = line.includes(ESCAPE);
  for (let n = 0; n < fields.length; n += 1) {
    const text = fields[n] as string;
    if (text === NULL_MARK) fields[n] = null;
    else if (isEscaped) fields[n] = unescaped(text);
  }
  return fields;
}

/** Few lines have anything to unescape. */
function unescaped(text: string): string {
  if (!text.includes(ESCAPE)) return text;
  return text.replace(/\\(.)/gsu, (_, char: string) => ESCAPED[char] ?? char);
}

/**
 * Makes a reader of timestamps as COPY writes them in UTC (`2024-01-15 10:30:00.25+00`), which answers
 * ISO 8601 with that many fractional digits. Neighbouring rows often have the same one.
 */
export function timestampReader(digits: number): (field: string | null) => string | null {
  let lastField = '';
  let lastText = '';
  return (field) => {
    if (field === null) return null;
    if (field !== lastField) {
      const [, seconds = '', fraction = ''] = /^(\S+ \d\d:\d\d:\d\d)(?:\.(\d+))?/.exec(field) ?? [];
      lastText = `${seconds.replace(' ', 'T')}.${fraction.slice(0, digits).padEnd(digits, '0')}Z`;
      lastField = field;
    }
    return lastText;
  };
}
