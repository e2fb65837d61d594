import { createKeyedSemaphore } from '@grabber/primitives/keyed-semaphore';
import type { Release } from '@grabber/primitives/semaphore';
import { ServiceError } from '@grabber/service-kit/service-error';

/** Each stream costs a connection and a buffer for a slow reader. One key must not use all of them. */
const MAX_STREAMS = { total: 500, perKey: 50 };
const RETRY_AFTER_SECONDS = 15;

/** Limits how many event streams are open at once. */
export type StreamLimit = {
  /** Throws RATE_LIMITED when the key, or all keys together, have too many open streams. */
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
