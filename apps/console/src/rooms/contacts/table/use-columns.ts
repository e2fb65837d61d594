import {
  type ColumnSizingState,
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  tableFeatures,
  type Updater,
  useTable,
} from '@tanstack/react-table';
import { useMemo, useState } from 'react';
import type { ContactRow } from '../rows/contact-source.ts';
import {
  boundedWidth,
  COLUMN_IDS,
  type ColumnId,
  type ColumnLayout,
  columnsOffered,
  MAX_WIDTH,
  MIN_WIDTH,
  storedLayout,
  storeLayout,
  widthOf,
} from './column-layout.ts';

const FEATURES = tableFeatures({
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
});
// The rows are virtual, so that the table knows the columns alone.
const NO_ROWS: ContactRow[] = [];
const COLUMNS = COLUMN_IDS.map((id) => ({ id, minSize: MIN_WIDTH, maxSize: MAX_WIDTH }));

export type ShownColumn = { readonly id: ColumnId; readonly width: number };

/** The columns as the person arranged them, which the browser remembers. */
export function useColumns(isAllAccounts: boolean, isRightToLeft: boolean) {
  const [layout, setLayout] = useState(storedLayout);
  const change = (changed: ColumnLayout) => {
    storeLayout(changed);
    setLayout(changed);
  };
  const isNarrow = matchMedia('(width < 40rem)').matches;
  const sizing = Object.fromEntries(COLUMN_IDS.map((id) => [id, widthOf(layout, id, isNarrow)]));
  const offered = columnsOffered(layout, isAllAccounts);
  const visible = offered.filter((id) => !layout.hidden.includes(id));
  const table = useTable({
    features: FEATURES,
    columns: COLUMNS,
    data: NO_ROWS,
    columnResizeMode: 'onChange',
    columnResizeDirection: isRightToLeft ? 'rtl' : 'ltr',
    state: {
      columnOrder: [...layout.order],
      columnVisibility: Object.fromEntries(COLUMN_IDS.map((id) => [id, visible.includes(id)])),
      columnSizing: sizing,
    },
    onColumnSizingChange: (updater: Updater<ColumnSizingState>) => {
      const sizes = typeof updater === 'function' ? updater(sizing) : updater;
      const changed = Object.entries(sizes).filter(([id, size]) => size !== sizing[id]);
      const widths = Object.fromEntries(changed.map(([id, size]) => [id, boundedWidth(size)]));
      change({ ...layout, widths: { ...layout.widths, ...widths } });
    },
  });
  const headers = table.getFlatHeaders().filter(({ column }) => column.getIsVisible());
  const key = headers.map(({ id, column }) => `${id}:${column.getSize()}`).join();
  const shown = useMemo<readonly ShownColumn[]>(
    () =>
      key.split(',').map((column) => {
        const [id, width] = column.split(':');
        return { id: id as ColumnId, width: Number(width) };
      }),
    [key],
  );
  return { layout, offered, change, headers, shown };
}
