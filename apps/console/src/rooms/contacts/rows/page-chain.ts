import {
  type Anchor,
  forgetDistant,
  isDistant,
  isPassed,
  limitOf,
  missingPlace,
  type Page,
  type Place,
  placeOf,
  storePage,
  type View,
} from './page-places.ts';

export type FetchPage<Row> = (
  cursor: string | null,
  limit: number,
  signal: AbortSignal,
) => Promise<Page<Row>>;

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
  #wanted: View = { first: 0, last: 0 };
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
    const missing = missingPlace(this.#places, this.#wanted, this.#end);
    const next = missing === null ? undefined : this.#places[missing]?.start;
    // The rows of a page that far away would be forgotten at once. One that leads to the view goes on.
    if (next !== this.#readingAt && isDistant(this.#readingAt, first)) this.pause();
    forgetDistant(this.#places, this.#wanted);
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

  /** One request at a time: each page names the next one. */
  #readNext(): void {
    const index = missingPlace(this.#places, this.#wanted, this.#end);
    if (index === null) this.#earlier = [];
    if (index === null || this.#reading !== null || this.error !== null) return;
    const { start, cursor } = this.#places[index] as Place<Row>;
    if (this.#expectsAnchors && isPassed(start, this.#wanted)) return;
    const controller = new AbortController();
    this.#reading = controller;
    this.#readingAt = start;
    const limit = limitOf(this.#places, index, this.#wanted);
    this.#fetchPage(cursor, limit, controller.signal).then(
      (page) => {
        if (this.#reading !== controller) return;
        this.#reading = null;
        this.#end = storePage(this.#places, index, page, this.#end);
        forgetDistant(this.#places, this.#wanted);
        this.#changed();
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

  #changed(): void {
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }
}
