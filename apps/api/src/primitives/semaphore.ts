/** A number of places; who finds none waits in order of arrival. */
export type Semaphore = {
  /** Resolves to a function that gives the place back. Throws the signal's reason when it aborts. */
  acquire(signal: AbortSignal): Promise<() => void>;
  /** Nobody holds a place or waits for one. */
  isIdle(): boolean;
};

export function createSemaphore(places: number): Semaphore {
  let free = places;
  const waiting: (() => void)[] = [];

  function release(): void {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  }

  function once(): () => void {
    let held = true;
    return () => {
      if (held) release();
      held = false;
    };
  }

  return {
    isIdle: () => free === places,
    async acquire(signal) {
      signal.throwIfAborted();
      if (free > 0) {
        free -= 1;
        return once();
      }
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const leave = () => {
        const position = waiting.indexOf(resolve);
        if (position !== -1) waiting.splice(position, 1);
        reject(signal.reason);
      };
      waiting.push(resolve);
      signal.addEventListener('abort', leave, { once: true });
      try {
        await promise;
      } finally {
        signal.removeEventListener('abort', leave);
      }
      return once();
    },
  };
}
