import { useText } from '../../../text/use-text.ts';
import { classNames } from '../../../ui/class-names.ts';
import { GridPart } from '../../../ui/table/grid-part.tsx';
import type { Selection } from '../bulk/selection.ts';
import { arrowOf, directionOf, type Listing, sortOf } from '../contacts-search.ts';
import { columnTitle } from './column-layout.ts';
import { CHECK_WIDTH, STICKY } from './contact-table-row.tsx';
import type { useColumns } from './use-columns.ts';
import { HEAD_HEIGHT } from './use-row-window.ts';

type HeadProps = {
  readonly columns: ReturnType<typeof useColumns>;
  readonly selection: Selection;
  readonly listing: Listing;
  readonly onSort: (sort: Listing['sort']) => void;
  readonly onToggleAll: () => void;
};

const CELL =
  'relative flex h-full shrink-0 items-center border-b border-line bg-surface px-3 text-sm font-medium text-muted';

/** Only where it sticks: a title is relative for its handle, which this would move off its column. */
const BESIDE_CHECK = 'sm:group-data-sideways/grid:start-12';

/** The titles of the columns. The handle at the end of each makes it wider and narrower. */
export function ContactTableHead(props: HeadProps) {
  const { columns, selection, listing, onToggleAll, onSort } = props;
  const { t } = useText();
  const isAll = selection.kind === 'all';
  return (
    <GridPart
      role="row"
      aria-rowindex={1}
      className="sticky top-0 z-2 flex w-full min-w-max"
      style={{ height: HEAD_HEIGHT }}
    >
      <GridPart
        role="columnheader"
        aria-colindex={1}
        className={classNames(CELL, `${STICKY} sm:start-0 justify-center`)}
        style={{ width: CHECK_WIDTH }}
      >
        <input
          type="checkbox"
          className="size-4.5 cursor-pointer accent-accent"
          aria-label={t('contacts.select_all')}
          checked={isAll}
          ref={(box) => {
            if (box) box.indeterminate = !isAll && selection.rows.size > 0;
          }}
          onChange={onToggleAll}
        />
      </GridPart>
      {columns.headers.map((header, index) => {
        const { id } = columns.shown[index] ?? { id: 'name' };
        const by = sortOf(id, listing.session === null);
        const direction = by === null ? undefined : directionOf(listing.sort, by);
        return (
          <GridPart
            role="columnheader"
            key={id}
            aria-colindex={index + 2}
            aria-sort={direction}
            className={classNames(CELL, id === 'name' && `${STICKY} ${BESIDE_CHECK}`)}
            style={{ width: header.getSize() }}
          >
            <Title
              text={t(columnTitle(id))}
              direction={direction}
              onSort={by && (() => onSort(direction === 'ascending' ? `-${by}` : by))}
            />
            <span
              aria-hidden="true"
              className="absolute end-0 top-2 bottom-2 w-2 cursor-col-resize touch-none border-e-2 border-line hover:border-accent"
              onMouseDown={header.getResizeHandler()}
              onTouchStart={header.getResizeHandler()}
            />
          </GridPart>
        );
      })}
      <div aria-hidden="true" className="flex-1 border-b border-line bg-surface" />
    </GridPart>
  );
}

type TitleProps = {
  readonly text: string;
  readonly direction: ReturnType<typeof directionOf> | undefined;
  /** Null: nothing is sorted by this column. */
  readonly onSort: (() => void) | null;
};

function Title({ text, direction, onSort }: TitleProps) {
  if (onSort === null) return <span className="truncate">{text}</span>;
  const arrow = arrowOf(direction);
  return (
    <button
      type="button"
      onClick={onSort}
      className="flex min-h-6 min-w-0 cursor-pointer items-center hover:text-text"
    >
      <span className="truncate">{text}</span>
      {arrow && <span aria-hidden="true">&nbsp;{arrow}</span>}
    </button>
  );
}
