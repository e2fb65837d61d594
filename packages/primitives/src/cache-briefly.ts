/**
 * Makes a function that does `work` at most once in `ttlMs`, however often it is called: callers in that time, and
 * those who come while it runs, share its result. A rejection is shared in the same way.
 */
export function cacheBriefly<T>(work: () => Promise<T>, ttlMs: number): () => Promise<T> {
  let shared: Promise<T> | undefined;
  let freshUntil = Number.POSITIVE_INFINITY;
  return () => {
    if (shared && performance.now() < freshUntil) return shared;
    const mine = work();
    shared = mine;
    freshUntil = Number.POSITIVE_INFINITY;
    const settled = () => {
      freshUntil = performance.now() + ttlMs;
    };
    mine.then(settled, settled);
    return mine;
  };
}
