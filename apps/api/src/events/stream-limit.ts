import { createKeyedSemaphore } from '@grabber/primitives/keyed-semaphore';
import type { Release } from '@grabber/primitives/semaphore';
import { ServiceError } from '@grabber/service-kit/service-error';

/** Each costs a connection and what piles up for a slow reader; one key must not take them all. */
const MAX_STREAMS = { total: 500, perKey: 50 };
const RETRY_AFTER_SECONDS = 15;

/** Bounds the streams of events that are open at a time. */
export type StreamLimit = {
  /** Throws RATE_LIMITED when the key has too many open, or all keys together. */
  acquire(keyId: string): Release;
};

export function createStreamLimit(limits = MAX_STREAMS): StreamLimit {
  const semaphore = createKeyedSemaphore(limits);
  return {
    acquire(keyId) {
      const release = semaphore.tryAcquire(keyId);
      if (release) return release;
      const message = 'Too many streams of events are open: close one first.';
      throw new ServiceError('RATE_LIMITED', message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
    },
  };
}
