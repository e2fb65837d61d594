import {
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react';
import { useText } from '../../../text/use-text.ts';
import { classNames } from '../../../ui/class-names.ts';
import { GridPart } from '../../../ui/table/grid-part.tsx';
import { isPicked, type Selection } from '../bulk/selection.ts';
import type { Listing } from '../contacts-search.ts';
import type { ContactRow } from '../rows/contact-source.ts';
import type { ContactRows } from '../rows/use-contact-rows.ts';
import type { NameOf } from './contact-cell.tsx';
import { ContactTableHead } from './contact-table-head.tsx';
import { CHECK_WIDTH, ContactTableRow, cellId, ROW_HEIGHT } from './contact-table-row.tsx';
import { type GridPlace, placeAfter, rowsBetween } from './grid-keys.ts';
import type { useColumns } from './use-columns.ts';
import { HEAD_HEIGHT, useRowWindow } from './use-row-window.ts';
import { useSideways } from './use-sideways.ts';

type TableProps = {
  readonly rows: ContactRows;
  readonly columns: ReturnType<typeof useColumns>;
  readonly selection: Selection;
  readonly listing: Listing;
  readonly nameOf: NameOf;
  readonly onOpen: (row: ContactRow) => void;
  readonly onToggle: (row: ContactRow) => void;
  /** Called with rows to choose beside those that are chosen. */
  readonly onExtend: (rows: readonly ContactRow[]) => void;
  readonly onToggleAll: () => void;
  readonly onSort: (sort: Listing['sort']) => void;
};

/** The rows of any number of contacts, of which the page holds only those in view. */
export function ContactTable(props: TableProps) {
  const { rows, columns, selection } = props;
  const text = useText();
  const box = useRef<HTMLDivElement>(null);
  const rowWindow = useRowWindow(box, rows.count);
  useSideways(box);
  const { active, open, toggle, extend, onKeyDown, toFirst } = useGrid(props, box, rowWindow);
  useView(rows, rowWindow, toFirst);
  const items = rowWindow.virtualizer.getVirtualItems();
  // A row that leaves the view becomes the one that comes: new elements would cost more.
  const slots = useRef(0);
  slots.current = Math.max(slots.current, items.length);
  const isRendered = items.some(({ index }) => index + rowWindow.shift === active.row);
  const width = columns.shown.reduce((sum, column) => sum + column.width, CHECK_WIDTH);
  return (
    <GridPart
      ref={box}
      role="grid"
      tabIndex={0}
      aria-label={text.t('contacts.table')}
      aria-multiselectable="true"
      aria-rowcount={rows.count + 1}
      aria-colcount={columns.shown.length + 1}
      aria-busy={rows.isOld}
      aria-activedescendant={isRendered ? cellId(active.row, active.column) : undefined}
      onKeyDown={onKeyDown}
      className={classNames(
        'group/grid relative isolate min-h-60 flex-1 overflow-auto rounded-2xl border border-line bg-surface',
        rows.isOld && 'opacity-60',
      )}
    >
      <div
        role="presentation"
        className="relative min-w-full"
        style={{ height: rowWindow.virtualizer.getTotalSize(), width }}
      >
        <ContactTableHead {...props} />
        {items.map(({ index: place, start }) => {
          const index = place + rowWindow.shift;
          const row = rows.chain.rowAt(index);
          return (
            <ContactTableRow
              key={index % slots.current}
              {...{ row, index, text }}
              top={start}
              columns={columns.shown}
              nameOf={props.nameOf}
              isSelected={isPicked(selection, row)}
              isFixed={selection.kind === 'all'}
              activeColumn={index === active.row ? active.column : null}
              onOpen={open}
              onExtend={extend}
              onToggle={toggle}
            />
          );
        })}
      </div>
    </GridPart>
  );
}

/** Where the keyboard is, and what its keys and the mouse do. */
function useGrid(
  props: TableProps,
  box: RefObject<HTMLDivElement | null>,
  rowWindow: ReturnType<typeof useRowWindow>,
) {
  const { language } = useText();
  const [active, setActive] = useState<GridPlace>({ row: 0, column: 1 });
  const latest = useRef({ ...props, active });
  latest.current = { ...props, active };
  const extend = useCallback((index: number) => {
    const { active: from, rows, onExtend } = latest.current;
    setActive(({ column }) => ({ row: index, column }));
    onExtend(rowsBetween(from.row, index).flatMap((row) => rows.chain.rowAt(row) ?? []));
  }, []);
  const open = useCallback((index: number) => {
    setActive(({ column }) => ({ row: index, column }));
    const row = latest.current.rows.chain.rowAt(index);
    if (row) latest.current.onOpen(row);
  }, []);
  const toggle = useCallback((index: number) => {
    setActive(({ column }) => ({ row: index, column }));
    const row = latest.current.rows.chain.rowAt(index);
    if (row) latest.current.onToggle(row);
  }, []);
  const toFirst = useCallback(() => setActive(({ column }) => ({ row: 0, column })), []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const to = placeAfter(event, active, {
      rows: props.rows.count,
      columns: props.columns.shown.length + 1,
      page: Math.floor(((box.current?.clientHeight ?? 0) - HEAD_HEIGHT) / ROW_HEIGHT),
      isRightToLeft: language === 'ar',
    });
    if (to !== null) {
      if (event.shiftKey && to.row !== active.row) extend(to.row);
      setActive(to);
      rowWindow.show(to.row);
      if (to.column !== active.column) showCell(to);
    } else if (event.key === 'Enter') open(active.row);
    else if (event.key === ' ') toggle(active.row);
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) props.onToggleAll();
    else return;
    event.preventDefault();
  };
  return { active, open, toggle, extend, onKeyDown, toFirst };
}

function showCell({ row, column }: GridPlace): void {
  const cell = document.getElementById(cellId(row, column));
  cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

/** Reads the rows in view, and begins at the first row with each other listing. */
function useView(
  rows: ContactRows,
  rowWindow: ReturnType<typeof useRowWindow>,
  onOther: () => void,
): void {
  const { virtualizer, shift, toTop } = rowWindow;
  const items = virtualizer.getVirtualItems();
  const first = (items[0]?.index ?? 0) + shift;
  const last = (items.at(-1)?.index ?? 0) + shift;
  const { chain, want } = rows;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is in view counts
  useEffect(() => want(first, last), [chain, rows.isOld, first, last]);
  const shown = useRef(chain);
  useEffect(() => {
    if (shown.current === chain) return;
    shown.current = chain;
    toTop();
    onOther();
  });
}
