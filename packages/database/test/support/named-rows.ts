import { rowsOf } from '../../src/connection/copy-line.ts';

/** Makes a reader of blocks of lines with these fields: each line as an object. */
export function namedRows<Field extends string>(fields: readonly Field[]) {
  return (block: Buffer): Record<Field, string | null>[] =>
    rowsOf(block).map(
      (row) =>
        Object.fromEntries(fields.map((name, at) => [name, row[at]])) as Record<
          Field,
          string | null
        >,
    );
}
