import { createKeyedSemaphore } from './keyed-semaphore.ts';
import type { Release } from './semaphore.ts';

/** One holder at a time for each key; keys do not wait for each other. */
export type KeyedMutex = {
  /** Rejects with the signal's reason when it aborts first. */
  acquire(key: string, signal?: AbortSignal): Promise<Release>;
  /** Does `work` while holding the key. Rejects with what `work` rejects with. */
  runExclusive<T>(key: string, work: () => Promise<T>): Promise<T>;
};

export function createKeyedMutex(): KeyedMutex {
  const { acquire } = createKeyedSemaphore({ total: Number.POSITIVE_INFINITY, perKey: 1 });
  return {
    acquire,
    async runExclusive(key, work) {
      const release = await acquire(key);
      try {
        return await work();
      } finally {
        release();
      }
    },
  };
}
