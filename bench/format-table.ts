import type { Table } from './benchmark.ts';

/** A table for people. The first two columns are aligned left, figures right. */
export function formatTable({ title, columns, rows }: Table): string {
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...rows.map((row) => row[index]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells.map((cell, index) => pad(cell, widths[index] ?? 0, index)).join('  ');
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return [title, line(columns), rule, ...rows.map(line)].join('\n');
}

function pad(cell: string, width: number, index: number): string {
  return index < 2 ? cell.padEnd(width) : cell.padStart(width);
}
