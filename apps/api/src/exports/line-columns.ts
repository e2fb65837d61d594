import type { FieldKind } from '@grabber/contracts/contact-fields';
import { type LineRow, timestampReader } from '@grabber/database/connection/copy-line';
import type { CellKind, ExportColumn } from './export-table.ts';
import { columnValue, type JsonValue } from './json/json-object.ts';

/** A field of a line: its kind, its name in files and its position among the line's columns. */
export type LineField = { readonly kind: FieldKind; readonly name: string; readonly at: number };

type Cell = { readonly kind: CellKind; readonly value: ExportColumn<LineRow>['value'] };

/** The field as a column of a table. */
export function exportColumn(field: LineField): ExportColumn<LineRow> {
  return { name: field.name, ...cellOf(field) };
}

function cellOf({ kind, at }: LineField): Cell {
  const text = (row: LineRow): string | null => row[at] ?? null;
  switch (kind) {
    case 'flag':
      return { kind, value: (row) => (row[at] === null ? null : row[at] === 't') };
    case 'time':
      return { kind: 'plain', value: readTime(text, 3) };
    case 'micro-time':
      return { kind: 'plain', value: readTime(text, 6) };
    case 'list':
      return {
        kind: 'text',
        value: (row) => (row[at] === null ? null : namesIn(text(row)).join(', ')),
      };
    case 'object':
      return { kind: 'text', value: text };
    default:
      return { kind, value: text };
  }
}

/** The names of a list, of which the column holds the JSON. */
export function namesIn(json: string | null): readonly string[] {
  return json === null ? [] : (JSON.parse(json) as string[]);
}

function readTime(text: (row: LineRow) => string | null, digits: number): Cell['value'] {
  const read = timestampReader(digits);
  return (row) => read(text(row));
}

/** The fields as the fields of a JSON object. */
export function jsonFields(fields: readonly LineField[]): Record<string, JsonValue> {
  return Object.fromEntries(fields.map(({ kind, name, at }) => [name, columnValue(kind, at)]));
}
