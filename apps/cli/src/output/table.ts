import { printable, shorten, widthOf } from './printable.ts';

const GAP = '  ';
const NARROWEST = 6;

/** The lines of a table. The widest columns are cut where the whole is wider than `width`. */
export function renderTable(rows: readonly (readonly string[])[], width?: number): string[] {
  const cells = rows.map((row) => row.map(printable));
  const count = Math.max(...cells.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, n) =>
    Math.max(...cells.map((row) => widthOf(row[n] ?? ''))),
  );
  if (width !== undefined) narrow(widths, width - GAP.length * (count - 1));
  return cells.map((row) =>
    row
      .map((cell, n) => pad(shorten(cell, widths[n] ?? 0), widths[n] ?? 0))
      .join(GAP)
      .trimEnd(),
  );
}

function narrow(widths: number[], available: number): void {
  const total = () => widths.reduce((sum, one) => sum + one, 0);
  while (total() > available) {
    const widest = widths.indexOf(Math.max(...widths));
    if ((widths[widest] ?? 0) <= NARROWEST) return;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}
