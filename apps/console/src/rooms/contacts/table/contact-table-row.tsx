import { memo } from 'react';
import { useMasked } from '../../../book/phone-number.tsx';
import type { Texts } from '../../../text/use-text.ts';
import { classNames } from '../../../ui/class-names.ts';
import { GridPart } from '../../../ui/table/grid-part.tsx';
import type { ContactRow } from '../rows/contact-source.ts';
import { cellOf, type NameOf } from './contact-cell.tsx';
import type { ShownColumn } from './use-columns.ts';

export const ROW_HEIGHT = 44;
export const CHECK_WIDTH = 48;

type RowProps = {
  /** Undefined: it is being read. */
  readonly row: ContactRow | undefined;
  /** Its number in the whole list, from 0. */
  readonly index: number;
  /** Its place in the box, in pixels. */
  readonly top: number;
  readonly columns: readonly ShownColumn[];
  readonly text: Texts;
  readonly nameOf: NameOf;
  readonly isSelected: boolean;
  /** Rows cannot be chosen one by one while all are. */
  readonly isFixed: boolean;
  /** The column in which the keyboard is: 0 is the check box. Null: it is in another row. */
  readonly activeColumn: number | null;
  readonly onOpen: (index: number) => void;
  /** With Shift: chooses the rows from the active one to this one. */
  readonly onExtend: (index: number) => void;
  readonly onToggle: (index: number) => void;
};

export const cellId = (index: number, column: number) => `contact-${index}-${column}`;
const CELL =
  'flex h-full shrink-0 items-center gap-2 overflow-hidden border-b border-line px-3 whitespace-nowrap';
const ACTIVE =
  'group-focus-visible/grid:outline-2 group-focus-visible/grid:-outline-offset-2 group-focus-visible/grid:outline-accent';

/**
 * Stays at the start of the row while the rest is scrolled sideways. Only then: the browser works for each such cell with
 * each frame.
 */
export const STICKY = 'sm:group-data-sideways/grid:sticky sm:group-data-sideways/grid:z-1';

/** One row of the table. The grid around it handles its keys. */
export const ContactTableRow = memo(function ContactTableRow(props: RowProps) {
  const { row, index, top, columns, text, nameOf, isSelected, activeColumn } = props;
  const ground = isSelected ? 'bg-accent-soft' : 'bg-surface group-hover/row:bg-page';
  return (
    <GridPart
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      aria-busy={row === undefined || undefined}
      className="group/row absolute start-0 top-0 flex w-full cursor-pointer contain-strict"
      style={{ height: ROW_HEIGHT, transform: `translateY(${top}px)` }}
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
      onClick={(event) => (event.shiftKey ? props.onExtend(index) : props.onOpen(index))}
    >
      <CheckCell {...props} ground={ground} />
      {columns.map(({ id, width }, column) => (
        <GridPart
          role="gridcell"
          key={id}
          id={cellId(index, column + 1)}
          aria-colindex={column + 2}
          className={classNames(
            CELL,
            ground,
            activeColumn === column + 1 && ACTIVE,
            id === 'name' && `${STICKY} sm:start-12`,
          )}
          style={{ width }}
        >
          {row === undefined ? <Missing /> : cellOf(id, row, text, nameOf)}
        </GridPart>
      ))}
      <div aria-hidden="true" className={classNames('flex-1 border-b border-line', ground)} />
    </GridPart>
  );
});

function CheckCell({
  row,
  index,
  text,
  isSelected,
  isFixed,
  activeColumn,
  onExtend,
  onToggle,
  ground,
}: RowProps & { readonly ground: string }) {
  const masked = useMasked();
  return (
    <GridPart
      role="gridcell"
      id={cellId(index, 0)}
      aria-colindex={1}
      className={classNames(
        CELL,
        ground,
        `${STICKY} sm:start-0 justify-center`,
        activeColumn === 0 && ACTIVE,
      )}
      style={{ width: CHECK_WIDTH }}
      onClick={(event) => {
        event.stopPropagation();
        if (isFixed) return;
        if (event.shiftKey) onExtend(index);
        else onToggle(index);
      }}
    >
      <input
        type="checkbox"
        tabIndex={-1}
        readOnly
        checked={isSelected}
        disabled={isFixed || row === undefined}
        aria-label={text.t('contacts.select', { name: masked(row?.name ?? '') })}
        className="pointer-events-none size-4.5 accent-accent"
      />
    </GridPart>
  );
}

function Missing() {
  return <span aria-hidden="true" className="h-3 w-2/3 rounded bg-line/60" />;
}
