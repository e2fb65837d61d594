import { createSemaphore, type Release, type Semaphore } from './semaphore.ts';

/** A semaphore of which one key can have a part only. */
export type KeyedSemaphore = {
  /** Waits until there is room for the key. Rejects with the signal's reason when it aborts first. */
  acquire(key: string, signal?: AbortSignal): Promise<Release>;
  /** Null when there is no room for the key now. */
  tryAcquire(key: string): Release | null;
  /** Nothing is in use, and no key is remembered. */
  isIdle(): boolean;
};

export function createKeyedSemaphore(limits: { total: number; perKey: number }): KeyedSemaphore {
  const all = createSemaphore(limits.total);
  const byKey = new Map<string, Semaphore>();

  function semaphoreOf(key: string): { own: Semaphore; forget: () => void } {
    const own = byKey.get(key) ?? createSemaphore(limits.perKey);
    byKey.set(key, own);
    // A key that is idle is forgotten; by then the map may hold its next semaphore.
    const forget = () => {
      if (own.inUse() === 0 && byKey.get(key) === own) byKey.delete(key);
    };
    return { own, forget };
  }

  return {
    isIdle: () => all.inUse() === 0 && byKey.size === 0,
    tryAcquire(key) {
      const { own, forget } = semaphoreOf(key);
      const releaseOwn = own.tryAcquire();
      const release = releaseOwn && all.tryAcquire();
      if (release) return releaseAll(release, releaseOwn, forget);
      releaseOwn?.();
      forget();
      return null;
    },
    async acquire(key, signal) {
      const { own, forget } = semaphoreOf(key);
      let releaseOwn: Release | undefined;
      try {
        releaseOwn = await own.acquire(signal);
        return releaseAll(await all.acquire(signal), releaseOwn, forget);
      } catch (error) {
        releaseOwn?.();
        forget();
        throw error;
      }
    },
  };
}

function releaseAll(...releases: readonly Release[]): Release {
  return () => {
    for (const release of releases) release();
  };
}
