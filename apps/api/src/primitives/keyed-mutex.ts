import { createSemaphore, type Semaphore } from './semaphore.ts';

/** One at a time for each key; keys do not wait for each other. */
export type KeyedTurns = {
  /** Resolves to a function that ends the turn. Throws the signal's reason when it aborts. */
  take(key: string, signal: AbortSignal): Promise<() => void>;
};

export function createKeyedTurns(): KeyedTurns {
  const byKey = new Map<string, Semaphore>();
  return {
    async take(key, signal) {
      const semaphore = byKey.get(key) ?? createSemaphore(1);
      byKey.set(key, semaphore);
      const forget = () => {
        if (semaphore.isIdle()) byKey.delete(key);
      };
      try {
        const release = await semaphore.acquire(signal);
        return () => {
          release();
          forget();
        };
      } catch (error) {
        forget();
        throw error;
      }
    },
  };
}
