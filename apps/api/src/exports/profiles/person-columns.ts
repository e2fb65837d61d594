import type { ExportColumn, ExportPerson } from '../export-table.ts';

type Column = ExportColumn<ExportPerson>;

/** The digits of the longest number of E.164. */
const MAX_DIGITS = 15;

/** A column of text. */
export function personColumn(name: string, value: (person: ExportPerson) => string | null): Column {
  return { name, kind: 'text', value };
}

/** The number as E.164. Empty if it is not a valid number: these programs refuse the row, or the whole file. */
export function phoneColumn(name: string): Column {
  return {
    name,
    kind: 'e164',
    value: ({ phone_number }) =>
      phone_number === null || phone_number.length > MAX_DIGITS ? null : phone_number,
  };
}

export function emptyColumn(name: string): Column {
  return { name, kind: 'plain', value: () => null, isEmpty: true };
}

/** A name for every person: some of these programs refuse a person without one. */
export function shownName({ id, name, phone_number }: ExportPerson): string {
  // A number alone would need a mark to stay text in a spreadsheet.
  return name ?? `WhatsApp ${phone_number ?? id}`;
}
