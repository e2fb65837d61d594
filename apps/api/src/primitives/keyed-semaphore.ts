import { createSemaphore, type Semaphore } from './semaphore.ts';

/** Places that are waited for, one at a time. */
export type Places = Pick<Semaphore, 'acquire'>;

/** Places of which one key cannot take all. */
export type KeyedPlaces = {
  of(key: string): Places;
  /** Nobody holds a place or waits for one. */
  isIdle(): boolean;
};

export function createKeyedPlaces(limits: { total: number; ofAKey: number }): KeyedPlaces {
  const all = createSemaphore(limits.total);
  const byKey = new Map<string, Semaphore>();

  async function acquire(key: string, signal: AbortSignal): Promise<() => void> {
    const own = byKey.get(key) ?? createSemaphore(limits.ofAKey);
    byKey.set(key, own);
    const forget = () => {
      if (own.isIdle()) byKey.delete(key);
    };
    try {
      const releaseOwn = await own.acquire(signal);
      try {
        const release = await all.acquire(signal);
        return () => {
          release();
          releaseOwn();
          forget();
        };
      } catch (error) {
        releaseOwn();
        throw error;
      }
    } catch (error) {
      forget();
      throw error;
    }
  }

  return {
    of: (key) => ({ acquire: (signal) => acquire(key, signal) }),
    isIdle: () => all.isIdle() && byKey.size === 0,
  };
}
