/**
 * A browser draws no box that is higher than some ten million pixels. A longer list shows a window of its
 * rows: a wheel moves it row by row, a drag of the scroll bar by its share of the whole list.
 */
export type RowWindow = {
  /** The rows that the box has room for. */
  readonly count: number;
  /** The number of the box's first row in the list. */
  readonly shift: number;
};

const MAX_WINDOW_ROWS = 200_000;

export function windowOf(total: number, shift: number, max = MAX_WINDOW_ROWS): RowWindow {
  const count = Math.min(total, max);
  return { count, shift: Math.max(0, Math.min(shift, total - count)) };
}

/** The shift with which a place in the box stands for the same share of the whole list. */
export function shiftAt(row: number, total: number, max = MAX_WINDOW_ROWS): number {
  const { count } = windowOf(total, 0, max);
  if (count >= total) return 0;
  return Math.round((Math.min(row, count - 1) / (count - 1)) * (total - count));
}

/** The shift with which a row of the list stands at its share of the box. */
export function shiftFor(listRow: number, total: number, max = MAX_WINDOW_ROWS): number {
  const { count } = windowOf(total, 0, max);
  if (count >= total) return 0;
  return Math.round((Math.min(listRow, total - 1) / (total - 1)) * (total - count));
}
