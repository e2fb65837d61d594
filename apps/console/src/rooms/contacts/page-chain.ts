import { type Anchor, type Place, placeOf } from './page-places.ts';

export type Page<Row> = { readonly rows: readonly Row[]; readonly next: string | null };
export type FetchPage<Row> = (
  cursor: string | null,
  limit: number,
  signal: AbortSignal,
) => Promise<Page<Row>>;

/** The first rows come sooner if they are few. */
const FIRST_PAGE = 100;
const NEAR_PAGE = 200;
/** On the way to a distant row only the cursors count. */
const PASSING_PAGE = 1_000;
/** So many rows before and behind the view stay in memory. */
const KEPT_ROWS = 1_500;

/**
 * The rows of a keyset list by their number, of which only those near the view are in memory. Without anchors a list has
 * no way to a row but through the pages before it: their cursors stay, so that each page can be read again.
 */
export class PageChain<Row> {
  readonly #fetchPage: FetchPage<Row>;
  #places: Place<Row>[] = [{ start: 0, cursor: null, rows: null, isStale: false }];
  /** Those before the last anchors came: their rows are shown until the new ones are read. */
  #earlier: readonly Place<Row>[] = [];
  #expectsAnchors = false;
  /** The numbers of rows may have changed since. */
  #isOutdated = false;
  readonly #listeners = new Set<() => void>();
  #wanted = { first: 0, last: 0 };
  /** Why reading stopped. Null: it did not. */
  error: unknown = null;
  #reading: AbortController | null = null;
  /** Where the page that is being read begins. */
  #readingAt = 0;
  #end: number | null = null;
  #version = 0;

  constructor(fetchPage: FetchPage<Row>) {
    this.#fetchPage = fetchPage;
  }

  /** The number of rows, once the last page has been seen. */
  get end(): number | null {
    return this.#end;
  }

  /** The number of rows up to the last cursor that is known. */
  get known(): number {
    return this.#end ?? this.#last.start;
  }

  /** Rows of the first page, or none at all, can be shown. */
  get isPrimed(): boolean {
    return this.#places.length > 1 || this.#end !== null;
  }

  /** The pages before a distant row are being passed. */
  get isPassing(): boolean {
    return this.#end === null && this.#wanted.first > this.known;
  }

  /** Rises with each change of what can be shown. */
  readonly version = (): number => this.#version;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Undefined: not in memory. */
  rowAt(index: number): Row | undefined {
    const place = this.#places[placeOf(this.#places, index)];
    const row = place?.rows?.[index - place.start];
    if (row !== undefined || this.#earlier.length === 0) return row;
    const earlier = this.#earlier[placeOf(this.#earlier, index)];
    return earlier?.rows?.[index - earlier.start];
  }

  /** Names places all over the list, so that no page before a distant row need be read. */
  anchor(anchors: readonly Anchor[]): void {
    this.pause();
    const places = anchors.map(({ row: start, cursor }): Place<Row> => {
      return { start, cursor, rows: null, isStale: false, isAnchor: true };
    });
    if (this.#isOutdated) {
      this.#earlier = this.#places;
      this.#places = [{ start: 0, cursor: null, rows: null, isStale: false }, ...places];
      this.#end = null;
    } else if (this.#end === null) {
      this.#places.push(...places.filter(({ start }) => start > this.#last.start));
    }
    // Other anchors would say that something has changed.
    this.#isOutdated = true;
    this.retry();
    this.#changed();
  }

  /** While they come, the pages before a distant row are not passed: that would take longer. */
  expectAnchors(isExpected: boolean): void {
    this.#expectsAnchors = isExpected;
    this.#readNext();
  }

  /** Reads what is missing between two rows, and forgets what is far from them. */
  want(first: number, last: number): void {
    this.#wanted = { first, last };
    const missing = this.#missingPlace();
    const next = missing === null ? undefined : this.#places[missing]?.start;
    // The rows of a page that far away would be forgotten at once. One that leads to the view goes on.
    if (next !== this.#readingAt && Math.abs(this.#readingAt - first) > KEPT_ROWS) this.pause();
    this.#forgetDistant();
    this.#readNext();
  }

  /** The data have changed: what is in view is read again, and the rest when it comes into view. */
  refresh(): void {
    this.pause();
    this.#isOutdated = true;
    for (const place of this.#places) place.isStale = place.rows !== null;
    this.retry();
  }

  retry(): void {
    this.error = null;
    this.#readNext();
  }

  /** Ends the request that runs. `want` goes on. */
  pause(): void {
    this.#reading?.abort();
    this.#reading = null;
  }

  get #last(): Place<Row> {
    return this.#places.at(-1) as Place<Row>;
  }

  #missingPlace(): number | null {
    const { first, last } = this.#wanted;
    for (let index = placeOf(this.#places, first); index < this.#places.length; index += 1) {
      const place = this.#places[index] as Place<Row>;
      if (place.start > last) return null;
      const isLast = index === this.#places.length - 1;
      if (place.isStale || (place.rows === null && !(isLast && this.#end === place.start))) {
        return index;
      }
    }
    return null;
  }

  #limitOf(index: number): number {
    const { start, isAnchor } = this.#places[index] as Place<Row>;
    const next = this.#places[index + 1];
    const distance = (next?.start ?? Number.POSITIVE_INFINITY) - start;
    if (next !== undefined && !next.isAnchor && distance > 0) return distance;
    const { first, last } = this.#wanted;
    if (first - start > PASSING_PAGE) return Math.min(PASSING_PAGE, distance);
    const usual = start === 0 ? FIRST_PAGE : NEAR_PAGE;
    // From an anchor the view is one request away.
    const needed = isAnchor ? Math.min(last + 1 - start, PASSING_PAGE) : 0;
    return Math.min(Math.max(usual, needed), distance);
  }

  /** One request at a time: each page names the next one. */
  #readNext(): void {
    const index = this.#missingPlace();
    if (index === null) this.#earlier = [];
    if (index === null || this.#reading !== null || this.error !== null) return;
    const { start, cursor } = this.#places[index] as Place<Row>;
    if (this.#expectsAnchors && this.#wanted.first - start > PASSING_PAGE) return;
    const controller = new AbortController();
    this.#reading = controller;
    this.#readingAt = start;
    this.#fetchPage(cursor, this.#limitOf(index), controller.signal).then(
      (page) => {
        if (this.#reading !== controller) return;
        this.#reading = null;
        this.#store(index, page);
        this.#readNext();
      },
      (error: unknown) => {
        if (this.#reading !== controller) return;
        this.#reading = null;
        this.error = error;
        this.#changed();
      },
    );
  }

  /** A page that ends elsewhere than before has other pages behind it: those are read again. */
  #store(index: number, { rows, next }: Page<Row>): void {
    const place = this.#places[index] as Place<Row>;
    place.rows = rows;
    place.isStale = false;
    const start = place.start + rows.length;
    const follower = this.#places[index + 1];
    if (next === null) {
      this.#places.length = index + 1;
      this.#end = start;
    } else if (follower?.isAnchor && start <= follower.start) {
      const rest = { start, cursor: next, rows: null, isStale: false };
      if (start < follower.start) this.#places.splice(index + 1, 0, rest);
    } else if (follower?.cursor !== next || follower.start !== start) {
      this.#places.length = index + 1;
      this.#places.push({ start, cursor: next, rows: null, isStale: false });
      this.#end = null;
    }
    this.#forgetDistant();
    this.#changed();
  }

  #forgetDistant(): void {
    const { first, last } = this.#wanted;
    for (const [index, place] of this.#places.entries()) {
      if (place.rows === null) continue;
      const end = this.#places[index + 1]?.start ?? place.start + place.rows.length;
      if (end < first - KEPT_ROWS || place.start > last + KEPT_ROWS) {
        place.rows = null;
        place.isStale = false;
      }
    }
  }

  #changed(): void {
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }
}
