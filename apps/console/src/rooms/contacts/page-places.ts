/** A page of the list: where it begins, and the cursor that leads to it. */
export type Place<Row> = {
  readonly start: number;
  readonly cursor: string | null;
  /** Null: not read yet, or too far from the view to be kept. */
  rows: readonly Row[] | null;
  /** The rows may have changed since. */
  isStale: boolean;
  /** The API has named it ahead of the pages before it. */
  readonly isAnchor?: true;
};

/** The cursor that leads behind so many rows. */
export type Anchor = { readonly row: number; readonly cursor: string };

/** The last page that begins at the row or before it. */
export function placeOf(places: readonly { readonly start: number }[], index: number): number {
  let low = 0;
  let high = places.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((places[middle]?.start ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}
