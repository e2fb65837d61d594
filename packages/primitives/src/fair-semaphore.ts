import type { Release } from './semaphore.ts';

/**
 * A semaphore whose keys share it fairly, by one rule: a key never holds more than it leaves free, and one.
 * So one key alone gets half, the next one half of the rest, and so on: a key that holds nothing finds room
 * unless many others hold their full shares.
 */
export type FairSemaphore = {
  /**
   * Waits until there is room for the key. Of the waiters, the key that holds least is served first.
   * Rejects with the signal's reason when it aborts first.
   */
  acquire(key: string, signal?: AbortSignal): Promise<Release>;
  /** Null when there is no room for `size` more of the key now. */
  tryAcquire(key: string, size?: number): Release | null;
  /** By all keys, or by one. */
  inUse(key?: string): number;
  /** Resolves when nothing is in use. */
  whenIdle(): Promise<void>;
};

export type FairLimits = {
  readonly total: number;
  /** No key gets more, however much is free. */
  readonly perKey?: number;
};

type Waiter = { readonly key: string; readonly serve: (release: Release) => void };

export function createFairSemaphore({
  total,
  perKey = Number.POSITIVE_INFINITY,
}: FairLimits): FairSemaphore {
  /** Only keys that hold something. */
  const held = new Map<string, number>();
  const waiting: Waiter[] = [];
  const idlers: (() => void)[] = [];
  let used = 0;

  const heldBy = (key: string) => held.get(key) ?? 0;
  const hasRoom = (key: string, size = 1) => {
    const free = total - used - size;
    return free >= 0 && heldBy(key) + size <= Math.min(perKey, free + 1);
  };

  function add(key: string, size: number): void {
    used += size;
    const now = heldBy(key) + size;
    if (now === 0) held.delete(key);
    else held.set(key, now);
  }

  function take(key: string, size = 1): Release {
    add(key, size);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      add(key, -size);
      serveWaiting();
      if (used === 0) for (const wake of idlers.splice(0)) wake();
    };
  }

  function serveWaiting(): void {
    for (let next = nextWaiter(); next; next = nextWaiter()) {
      waiting.splice(waiting.indexOf(next), 1);
      next.serve(take(next.key));
    }
  }

  function nextWaiter(): Waiter | undefined {
    let best: Waiter | undefined;
    for (const waiter of waiting) {
      const comesFirst = best === undefined || heldBy(waiter.key) < heldBy(best.key);
      if (comesFirst && hasRoom(waiter.key)) best = waiter;
    }
    return best;
  }

  return {
    inUse: (key) => (key === undefined ? used : heldBy(key)),
    tryAcquire: (key, size) => (hasRoom(key, size) ? take(key, size) : null),
    async acquire(key, signal) {
      signal?.throwIfAborted();
      if (hasRoom(key)) return take(key);
      return waitIn(waiting, key, signal);
    },
    async whenIdle() {
      if (used === 0) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      idlers.push(resolve);
      await promise;
    },
  };
}

/** Rejects with the signal's reason when it aborts first. */
function waitIn(waiting: Waiter[], key: string, signal?: AbortSignal): Promise<Release> {
  const { promise, resolve, reject } = Promise.withResolvers<Release>();
  const waiter = { key, serve: resolve };
  waiting.push(waiter);
  const leave = () => {
    const position = waiting.indexOf(waiter);
    if (position !== -1) waiting.splice(position, 1);
    reject(signal?.reason);
  };
  signal?.addEventListener('abort', leave, { once: true });
  return promise.finally(() => signal?.removeEventListener('abort', leave));
}
