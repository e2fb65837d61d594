import { orAbort } from '@grabber/primitives/abort';

/** Work that several callers share: it runs once and stops when the last caller has left. */
export type SharedRuns<T> = {
  /**
   * Starts the work of `key`, or joins it when it already runs. Rejects with the signal's reason as soon
   * as the caller's own signal aborts. The work's signal aborts only when no other caller waits.
   */
  join(key: string, signal: AbortSignal, start: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Aborts all work with that reason, even if callers wait for it. */
  abortAll(reason: unknown): void;
  /** Resolves when all running work has ended. */
  settled(): Promise<void>;
};

type Run<T> = {
  readonly result: Promise<T>;
  readonly controller: AbortController;
  waiters: number;
};

export function createSharedRuns<T>(): SharedRuns<T> {
  const joinable = new Map<string, Run<T>>();
  const unfinished = new Map<AbortController, Promise<void>>();

  function begin(key: string, start: (signal: AbortSignal) => Promise<T>): Run<T> {
    const controller = new AbortController();
    const result = start(controller.signal);
    const run: Run<T> = { result, controller, waiters: 0 };
    joinable.set(key, run);
    const end = result
      .catch(() => {})
      .then(() => {
        unfinished.delete(controller);
        if (joinable.get(key) === run) joinable.delete(key);
      });
    unfinished.set(controller, end);
    return run;
  }

  function leave(key: string, run: Run<T>, reason: unknown): void {
    run.waiters -= 1;
    if (run.waiters > 0) return;
    // A caller that comes now must not join work that is being stopped.
    if (joinable.get(key) === run) joinable.delete(key);
    run.controller.abort(reason);
  }

  return {
    async join(key, signal, start) {
      signal.throwIfAborted();
      const run = joinable.get(key) ?? begin(key, start);
      run.waiters += 1;
      try {
        return await orAbort(run.result, signal);
      } finally {
        leave(key, run, signal.reason);
      }
    },
    abortAll(reason) {
      for (const controller of unfinished.keys()) controller.abort(reason);
    },
    async settled() {
      await Promise.all(unfinished.values());
    },
  };
}
