/** Gives a slot back. Safe to call twice. */
export type Release = () => void;

/** A bounded number of places for work of one kind. */
export type Slots = {
  readonly inUse: () => number;
  /** Null when all are taken. */
  tryTake(): Release | null;
  /** Waits in line for a slot. Rejects with the signal's reason. */
  take(signal: AbortSignal): Promise<Release>;
  /** Resolves when no slot is taken. */
  whenIdle(): Promise<void>;
};

export function createSlots(limit: number): Slots {
  const waiting: ((release: Release) => void)[] = [];
  const idlers: (() => void)[] = [];
  let taken = 0;

  function occupy(): Release {
    taken += 1;
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      taken -= 1;
      waiting.shift()?.(occupy());
      if (taken === 0) for (const wake of idlers.splice(0)) wake();
    };
  }

  return {
    inUse: () => taken,
    tryTake: () => (taken < limit ? occupy() : null),
    async take(signal) {
      signal.throwIfAborted();
      if (taken < limit) return occupy();
      const { promise, resolve, reject } = Promise.withResolvers<Release>();
      waiting.push(resolve);
      const leave = () => {
        const place = waiting.indexOf(resolve);
        if (place >= 0) waiting.splice(place, 1);
        reject(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      return promise.finally(() => signal.removeEventListener('abort', leave));
    },
    whenIdle() {
      if (taken === 0) return Promise.resolve();
      const { promise, resolve } = Promise.withResolvers<void>();
      idlers.push(resolve);
      return promise;
    },
  };
}
