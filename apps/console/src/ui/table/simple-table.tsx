import type { ReactNode } from 'react';
import { classNames } from '../class-names.ts';
import { useKeptFocus } from '../dialog/use-kept-focus.ts';

export type Column<Row> = {
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers stand at the end of their cell. */
  readonly isNumber?: boolean;
};

type SimpleTableProps<Row> = {
  /** What a screen reader calls it. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
};

/** A table of tens of rows. It scrolls sideways by itself on a narrow screen. */
export function SimpleTable<Row>({ label, columns, rows, keyOf }: SimpleTableProps<Row>) {
  const kept = useKeptFocus<HTMLElement>(rows.map(keyOf));
  return (
    <section
      {...kept}
      className="overflow-x-auto rounded-2xl border border-line bg-surface"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={label}
    >
      <table className="w-full border-collapse text-start">
        <caption className="sr-only">{label}</caption>
        <thead>
          <tr className="border-b border-line text-sm text-muted">
            {columns.map(({ title, isNumber }) => (
              <th
                key={title}
                scope="col"
                className={classNames(
                  'px-4 py-2.5 font-medium',
                  isNumber ? 'text-end' : 'text-start',
                )}
              >
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={keyOf(row)}
              data-item={keyOf(row)}
              className="border-b border-line last:border-0"
            >
              {columns.map(({ title, cell, isNumber }) => (
                <td
                  key={title}
                  className={classNames(
                    'px-4 py-2.5 align-top',
                    isNumber && 'text-end tabular-nums',
                  )}
                >
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
