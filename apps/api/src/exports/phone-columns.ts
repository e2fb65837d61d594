import type { PhoneStyle } from '@grabber/contracts/api/export';
import type { ExportColumn } from './export-table.ts';
import { nationalNumber } from './national-number.ts';

/** The columns with their phone numbers in that style. The given ones have digits. */
export function withPhones<Row>(
  columns: readonly ExportColumn<Row>[],
  style: PhoneStyle,
): readonly ExportColumn<Row>[] {
  if (style === 'digits') return columns;
  return columns.map((column) => (column.kind === 'phone' ? styled(column, style) : column));
}

function styled<Row>(column: ExportColumn<Row>, style: 'e164' | 'national'): ExportColumn<Row> {
  if (style === 'e164') return { ...column, kind: 'e164' };
  const value = (row: Row): string | null => {
    const digits = column.value(row);
    return typeof digits === 'string' ? nationalNumber(digits) : null;
  };
  return { ...column, kind: 'text', value };
}
