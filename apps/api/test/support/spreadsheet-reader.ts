/**
 * The cells of a CSV file as a spreadsheet finds them, which takes `delimiter` for the file's own. A cell that
 * begins with a quote, also behind spaces, goes on to the closing one; what follows that belongs to it, too.
 * A quote inside of a cell is a character as any other.
 */
export function cellsAsSpreadsheet(file: string, delimiter: string): string[] {
  const cells: string[] = [];
  const ends = new Set([delimiter, '\r', '\n']);
  let at = 0;
  while (at < file.length) {
    const { cell, next } = readCell(file, at, ends);
    cells.push(cell);
    at = next + 1;
  }
  return cells;
}

function readCell(file: string, start: number, ends: ReadonlySet<string>) {
  let at = start;
  let cell = '';
  const opening = /^ *"/.exec(file.slice(start, start + 50))?.[0];
  if (opening !== undefined) {
    at += opening.length;
    while (at < file.length) {
      if (file[at] !== '"') cell += file[at];
      else if (file[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else break;
      at += 1;
    }
    at += 1;
  }
  while (at < file.length && !ends.has(file[at] as string)) {
    cell += file[at];
    at += 1;
  }
  return { cell, next: at };
}
