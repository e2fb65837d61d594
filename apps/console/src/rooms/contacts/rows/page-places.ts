export type Page<Row> = { readonly rows: readonly Row[]; readonly next: string | null };

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

/** The rows in view. */
export type View = { readonly first: number; readonly last: number };

/** The first rows come sooner if they are few. */
const FIRST_PAGE = 100;
const NEAR_PAGE = 200;
/** On the way to a distant row only the cursors count. */
const PASSING_PAGE = 1_000;
/** So many rows before and behind the view stay in memory. */
const KEPT_ROWS = 1_500;

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

/** The rows of a page that begins there would be forgotten at once. */
export function isDistant(start: number, first: number): boolean {
  return Math.abs(start - first) > KEPT_ROWS;
}

/** A page that begins there is only on the way to the view. */
export function isPassed(start: number, { first }: View): boolean {
  return first - start > PASSING_PAGE;
}

/** The first page that the view lacks. `end`: the number of rows, where it is known. */
export function missingPlace<Row>(
  places: readonly Place<Row>[],
  { first, last }: View,
  end: number | null,
): number | null {
  for (let index = placeOf(places, first); index < places.length; index += 1) {
    const place = places[index] as Place<Row>;
    if (place.start > last) return null;
    const isEnd = index === places.length - 1 && end === place.start;
    if (place.isStale || (place.rows === null && !isEnd)) return index;
  }
  return null;
}

/** How many rows to ask for. */
export function limitOf<Row>(places: readonly Place<Row>[], index: number, view: View): number {
  const { start, isAnchor } = places[index] as Place<Row>;
  const next = places[index + 1];
  const distance = (next?.start ?? Number.POSITIVE_INFINITY) - start;
  if (next !== undefined && !next.isAnchor && distance > 0) return distance;
  if (isPassed(start, view)) return Math.min(PASSING_PAGE, distance);
  const usual = start === 0 ? FIRST_PAGE : NEAR_PAGE;
  // From an anchor the view is one request away.
  const needed = isAnchor ? Math.min(view.last + 1 - start, PASSING_PAGE) : 0;
  return Math.min(Math.max(usual, needed), distance);
}

/**
 * Puts the rows of a page in its place, and answers the number of rows, where it is known then. A page that ends
 * elsewhere than before has other pages behind it: those are read again.
 */
export function storePage<Row>(
  places: Place<Row>[],
  index: number,
  { rows, next }: Page<Row>,
  end: number | null,
): number | null {
  const place = places[index] as Place<Row>;
  place.rows = rows;
  place.isStale = false;
  const start = place.start + rows.length;
  const follower = places[index + 1];
  if (next === null) {
    places.length = index + 1;
    return start;
  }
  const rest: Place<Row> = { start, cursor: next, rows: null, isStale: false };
  if (follower?.isAnchor && start <= follower.start) {
    if (start < follower.start) places.splice(index + 1, 0, rest);
    return end;
  }
  if (follower?.cursor === next && follower.start === start) return end;
  places.length = index + 1;
  places.push(rest);
  return null;
}

/** Keeps the rows near the view alone. */
export function forgetDistant<Row>(places: readonly Place<Row>[], { first, last }: View): void {
  for (const [index, place] of places.entries()) {
    if (place.rows === null) continue;
    const end = places[index + 1]?.start ?? place.start + place.rows.length;
    if (end < first - KEPT_ROWS || place.start > last + KEPT_ROWS) {
      place.rows = null;
      place.isStale = false;
    }
  }
}
