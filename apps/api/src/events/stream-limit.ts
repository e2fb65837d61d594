import { createFairSemaphore } from '@grabber/primitives/fair-semaphore';
import type { Release } from '@grabber/primitives/semaphore';
import { ServiceError } from '@grabber/service-kit/service-error';

/** Each stream costs a connection and a buffer for a slow reader. */
const MAX_STREAMS = 500;
const RETRY_AFTER_SECONDS = 15;

/** Limits how many event streams are open at once. */
export type StreamLimit = {
  /** Throws RATE_LIMITED when the workspace, or all workspaces together, have too many open streams. */
  acquire(share: string): Release;
};

export function createStreamLimit(perWorkspace: number): StreamLimit {
  const semaphore = createFairSemaphore({ total: MAX_STREAMS, perKey: perWorkspace });
  return {
    acquire(share) {
      const release = semaphore.tryAcquire(share);
      if (release) return release;
      const message = 'Too many streams of events are open (MAX_EVENT_STREAMS_PER_WORKSPACE).';
      throw new ServiceError('RATE_LIMITED', message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
    },
  };
}
