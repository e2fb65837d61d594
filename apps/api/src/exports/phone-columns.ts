import type { PhoneStyle } from '@grabber/contracts/api/export';
import { describeNumber, dialledDigits } from '@grabber/phone-numbers/phone-number';
import type { ExportColumn } from './export-table.ts';

/** The columns with their phone numbers in that style. The given ones have digits. */
export function withPhones<Row>(
  columns: readonly ExportColumn<Row>[],
  style: PhoneStyle,
): readonly ExportColumn<Row>[] {
  if (style === 'digits') return columns;
  return columns.map((column) => (column.kind === 'phone' ? styled(column, style) : column));
}

function styled<Row>(column: ExportColumn<Row>, style: 'e164' | 'national'): ExportColumn<Row> {
  const write = style === 'e164' ? dialledDigits : nationalNumber;
  const value = (row: Row): string | null => {
    const digits = column.value(row);
    return typeof digits === 'string' ? write(digits) : null;
  };
  return { ...column, kind: style === 'e164' ? 'e164' : 'text', value };
}

/** With `+` and the digits, if it is no number of a known country. */
function nationalNumber(digits: string): string {
  return describeNumber(digits).national ?? `+${digits}`;
}
