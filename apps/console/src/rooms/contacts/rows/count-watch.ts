import { hashKey, type QueryClient } from '@tanstack/react-query';

/** Calls back when the cache is told that what it holds under a key, or is asking for, is of the past. */
export function onInvalidated(
  client: QueryClient,
  queryKey: readonly unknown[],
  listener: () => void,
): () => void {
  const hash = hashKey(queryKey);
  return client.getQueryCache().subscribe((event) => {
    const isInvalidation = event.type === 'updated' && event.action.type === 'invalidate';
    if (isInvalidation && event.query.queryHash === hash) listener();
  });
}

/**
 * Whether rows must be read again: what makes the cache count again, such as the end of a grab, has changed them, too.
 * The first count is none again, unless something changed since the rows were asked for.
 */
export class CountWatch {
  /** When it was counted. 0: not yet. */
  #countedAt: number;
  #isInvalidated = false;

  constructor(countedAt: number) {
    this.#countedAt = countedAt;
  }

  readonly invalidate = (): void => {
    this.#isInvalidated = true;
  };

  /** True: the rows are of the past. */
  counted(at: number): boolean {
    if (at === this.#countedAt) return false;
    const isAgain = this.#countedAt !== 0 || this.#isInvalidated;
    this.#countedAt = at;
    this.#isInvalidated = false;
    return isAgain;
  }
}
