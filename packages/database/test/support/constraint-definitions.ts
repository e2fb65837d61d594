type Definition = { readonly head: string; readonly values: readonly string[] };

/**
 * Whether a constraint or unique index that `file` drops and makes again refuses no row that it allowed before. `earlier`
 * is the SQL of the earlier migrations. What cannot be compared counts as narrower.
 */
export function allowsNoLess(name: string, file: string, earlier: string): boolean {
  const [before, after] = [earlier, file].map((sql) => definitionOf(name, sql));
  if (before === undefined || after === undefined) return false;
  // What is not unique refuses nothing, so its columns and its order do not matter.
  if (isPlainIndex(after)) return true;
  if (before === after) return true;
  return holds(listOf(after), listOf(before)) || holds(columnsOf(after), columnsOf(before));
}

/**
 * Whether a foreign key that `file` drops goes with a trigger of the same file that deletes the same rows: then no row is
 * refused, and none is left over.
 */
export function isReplacedByTrigger(name: string, file: string, earlier: string): boolean {
  const [, parent] =
    /^FOREIGN KEY .*REFERENCES [^(]*"(\w+)"\s*\(.*ON DELETE cascade/i.exec(
      definitionOf(name, earlier) ?? '',
    ) ?? [];
  const [, child] =
    new RegExp(`ALTER TABLE "(\\w+)" DROP CONSTRAINT "${name}"`, 'i').exec(file) ?? [];
  if (parent === undefined || child === undefined) return false;
  const deletes = new RegExp(`DELETE FROM "?${child}"?\\b`, 'i').test(file);
  return deletes && new RegExp(`AFTER DELETE ON "?${parent}"?\\s`, 'i').test(file);
}

/** The last definition of that name, in one line without its name. */
function definitionOf(name: string, sql: string): string | undefined {
  const start = new RegExp(
    `(?:CONSTRAINT\\s+"?${name}"?\\s+|CREATE\\s+(UNIQUE\\s+)?INDEX\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?"?${name}"?\\s+)`,
    'gi',
  );
  const made = sql.replace(/DROP\s+(?:CONSTRAINT|INDEX)[^;]*;?/gi, '');
  const found = [...made.matchAll(start)].at(-1);
  if (found === undefined) return undefined;
  const body = made.slice(found.index + found[0].length);
  const kind = /^\s*CREATE/i.test(found[0]) ? `${found[1] ? 'UNIQUE ' : ''}INDEX ` : '';
  return `${kind}${untilEnd(body)}`.replace(/\s+/g, ' ').trim();
}

/** Up to the end of the statement, or of the line of a table's definition. */
function untilEnd(body: string): string {
  let depth = 0;
  for (const [at, letter] of [...body].entries()) {
    if (letter === '(') depth += 1;
    if (letter === ')') depth -= 1;
    if (depth < 0 || (depth === 0 && /[;,]/.test(letter))) return body.slice(0, at);
    if (depth === 0 && body.startsWith('-->', at)) return body.slice(0, at);
  }
  return body;
}

const isPlainIndex = (definition: string) => definition.startsWith('INDEX ');

/** The values that a column may have. */
function listOf(definition: string): Definition | undefined {
  const [, column = '', values = ''] =
    /^CHECK \(([^()]+) IN \(([^()]*)\)\)$/i.exec(definition) ?? [];
  return column === '' ? undefined : { head: column, values: split(values) };
}

/** The columns that must be unique together: with one more column, more rows are allowed. */
function columnsOf(definition: string): Definition | undefined {
  const [, head = '', columns = '', rest = ''] =
    /^(UNIQUE[^(]*)\(([^()]*)\)(.*)$/i.exec(definition) ?? [];
  return head === '' ? undefined : { head: `${head}${rest}`, values: split(columns) };
}

function holds(after: Definition | undefined, before: Definition | undefined): boolean {
  if (after === undefined || before === undefined || after.head !== before.head) return false;
  return before.values.every((value) => after.values.includes(value));
}

function split(list: string): string[] {
  return list.split(',').map((value) => value.trim());
}
