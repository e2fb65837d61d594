import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';
import { useText } from '../../text/use-text.ts';
import { Spinner } from '../button.tsx';
import { classNames } from '../class-names.ts';

export type VirtualColumn<Row> = {
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** The title is for screen readers alone. */
  readonly isTitleHidden?: boolean;
  /** Classes of the cell and of its title. */
  readonly className?: string;
};

type VirtualTableProps<Row> = {
  /** What a screen reader calls it. */
  readonly label: string;
  readonly columns: readonly VirtualColumn<Row>[];
  /** The columns of the grid, as classes: on a narrow screen the cells of a row stand below each other. */
  readonly grid: string;
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** The title of a part of the table, in place of the row's cells. Null: the row has cells. */
  readonly headingOf?: (row: Row) => ReactNode;
  /** There are rows that are not loaded yet. */
  readonly hasMore?: boolean;
  readonly isLoading?: boolean;
  readonly onEnd?: () => void;
};

const ROW_PX = 48;
const AHEAD = 20;
const ROW =
  'absolute inset-x-0 top-0 grid min-h-12 items-center gap-x-4 gap-y-0.5 border-b border-line px-4 py-2.5';
const HEADING = 'bg-page';

/** A table of any length: only the rows in view are in the page, and the end asks for the next ones. */
export function VirtualTable<Row>(props: VirtualTableProps<Row>) {
  const { label, columns, grid, rows, keyOf, headingOf } = props;
  const { hasMore = false, isLoading = false, onEnd } = props;
  const { t } = useText();
  const scroller = useRef<HTMLElement>(null);
  const { getVirtualItems, getTotalSize, measureElement } = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => {
      const row = rows[index];
      return row === undefined ? index : keyOf(row);
    },
    overscan: 12,
  });
  const items = getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && !isLoading && last >= rows.length - AHEAD) onEnd?.();
  }, [hasMore, isLoading, last, rows.length, onEnd]);
  return (
    <section
      ref={scroller}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="isolate min-h-96 flex-1 overflow-y-auto rounded-2xl border border-line bg-surface"
    >
      <table className="block" aria-rowcount={hasMore ? -1 : rows.length + 1}>
        <caption className="sr-only">{label}</caption>
        <Titles columns={columns} grid={grid} />
        <tbody className="relative block" style={{ height: getTotalSize() }}>
          {items.map(({ index, key, start }) => {
            const row = rows[index];
            const heading = row === undefined ? null : headingOf?.(row);
            return (
              row !== undefined && (
                <tr
                  key={key}
                  ref={measureElement}
                  data-index={index}
                  aria-rowindex={index + 2}
                  className={classNames(ROW, heading ? HEADING : grid)}
                  style={{ transform: `translateY(${start}px)` }}
                >
                  {heading ? (
                    <th scope="rowgroup" colSpan={columns.length} className="text-start">
                      {heading}
                    </th>
                  ) : (
                    <Cells columns={columns} row={row} />
                  )}
                </tr>
              )
            );
          })}
        </tbody>
      </table>
      {isLoading && (
        <p role="status" className="flex items-center gap-2 p-4 text-muted">
          <Spinner />
          {t('state.loading')}
        </p>
      )}
    </section>
  );
}

type TitlesProps<Row> = Pick<VirtualTableProps<Row>, 'columns' | 'grid'>;

function Titles<Row>({ columns, grid }: TitlesProps<Row>) {
  return (
    <thead className="sticky top-0 z-1 block bg-surface max-md:sr-only">
      <tr
        aria-rowindex={1}
        className={classNames(
          'grid gap-x-4 border-b border-line px-4 py-2.5 text-sm font-medium text-muted',
          grid,
        )}
      >
        {columns.map(({ title, isTitleHidden, className }) => (
          <th key={title} scope="col" className={classNames('text-start font-medium', className)}>
            <span className={isTitleHidden ? 'sr-only' : undefined}>{title}</span>
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Cells<Row>({ columns, row }: { columns: readonly VirtualColumn<Row>[]; row: Row }) {
  return columns.map(({ title, cell, className }) => (
    <td key={title} className={classNames('min-w-0', className)}>
      {cell(row)}
    </td>
  ));
}
