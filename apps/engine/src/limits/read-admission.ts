import { settlesWithin } from '@grabber/primitives/deadline';
import { createFairSemaphore } from '@grabber/primitives/fair-semaphore';
import type { Release } from '@grabber/primitives/semaphore';
import { ServiceError } from '@grabber/service-kit/service-error';

const RETRY_AFTER_SECONDS = 5;

/** Lets a bounded number of reads run at a time, which their owners share. */
export type ReadAdmission = {
  readonly running: () => number;
  readonly limit: number;
  /** Throws ServiceError ENGINE_FULL or SHUTTING_DOWN at once: reads do not wait for each other. */
  admit(owner: string): Release;
  /** Admits no more reads. Resolves to true when the running ones have ended within the time. */
  close(graceMs: number): Promise<boolean>;
};

export function createReadAdmission(options: {
  limit: number;
  onRefused: () => void;
}): ReadAdmission {
  const { limit, onRefused } = options;
  const semaphore = createFairSemaphore({ total: limit });
  let isClosed = false;
  return {
    running: () => semaphore.inUse(),
    limit,
    admit(owner) {
      if (isClosed) throw new ServiceError('SHUTTING_DOWN', 'The engine is stopping.');
      const release = semaphore.tryAcquire(owner);
      if (release) return release;
      onRefused();
      const message = `The engine runs ${limit} reads at a time (ENGINE_MAX_READS), and no owner all of them.`;
      throw new ServiceError('ENGINE_FULL', message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
    },
    close(graceMs) {
      isClosed = true;
      return settlesWithin(semaphore.whenIdle(), graceMs);
    },
  };
}
