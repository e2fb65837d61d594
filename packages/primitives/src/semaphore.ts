/** Gives back what was acquired. Safe to call twice. */
export type Release = () => void;

/** Bounds how much of one kind runs at a time. Waiters are served in order of arrival. */
export type Semaphore = {
  /** Waits until there is room. Rejects with the signal's reason when it aborts first. */
  acquire(signal?: AbortSignal): Promise<Release>;
  /** Null when there is no room now. */
  tryAcquire(): Release | null;
  inUse(): number;
  /** Resolves when nothing is in use. */
  whenIdle(): Promise<void>;
};

/**
 * Own code: async-mutex, p-limit and semaphore-async-await cannot take one waiter out of the queue by an
 * AbortSignal.
 */
export function createSemaphore(limit: number): Semaphore {
  const waiting: ((release: Release) => void)[] = [];
  const idlers: (() => void)[] = [];
  let used = 0;

  function take(): Release {
    used += 1;
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      used -= 1;
      waiting.shift()?.(take());
      if (used === 0) for (const wake of idlers.splice(0)) wake();
    };
  }

  return {
    inUse: () => used,
    tryAcquire: () => (used < limit ? take() : null),
    async acquire(signal) {
      signal?.throwIfAborted();
      if (used < limit) return take();
      const { promise, resolve, reject } = Promise.withResolvers<Release>();
      waiting.push(resolve);
      const leave = () => {
        const position = waiting.indexOf(resolve);
        if (position !== -1) waiting.splice(position, 1);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', leave, { once: true });
      return promise.finally(() => signal?.removeEventListener('abort', leave));
    },
    async whenIdle() {
      if (used === 0) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      idlers.push(resolve);
      await promise;
    },
  };
}
