/** Reads one field of a line: its text, or null. */
export type ReadField = (field: string | undefined) => string | null;

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

/** The reader for the fields of a line in COPY's text format; few lines have anything to unescape. */
export function fieldReader(line: string): ReadField {
  return line.includes(ESCAPE) ? readEscaped : readPlain;
}

function readPlain(field: string | undefined): string | null {
  return field === NULL_MARK || field === undefined ? null : field;
}

function readEscaped(field: string | undefined): string | null {
  const text = readPlain(field);
  if (text === null || !text.includes(ESCAPE)) return text;
  return text.replace(/\\(.)/gsu, (_, char: string) => ESCAPED[char] ?? char);
}

/**
 * Makes a reader of timestamps as COPY writes them in UTC (`2024-01-15 10:30:00.25+00`), which answers
 * ISO 8601 with that many fractional digits. Neighbouring rows often have the same one.
 */
export function timestampReader(digits: number): ReadField {
  let lastField = '';
  let lastText = '';
  return (field) => {
    if (field === undefined || field === NULL_MARK) return null;
    if (field !== lastField) {
      const [, seconds = '', fraction = ''] = /^(\S+ \d\d:\d\d:\d\d)(?:\.(\d+))?/.exec(field) ?? [];
      lastText = `${seconds.replace(' ', 'T')}.${fraction.slice(0, digits).padEnd(digits, '0')}Z`;
      lastField = field;
    }
    return lastText;
  };
}
