import { settlesWithin } from '@grabber/primitives/deadline';
import { createSemaphore, type Release } from '@grabber/primitives/semaphore';
import { ServiceError } from '@grabber/service-kit/service-error';

const RETRY_AFTER_SECONDS = 5;

/** Lets a bounded number of reads run at a time. */
export type ReadAdmission = {
  readonly running: () => number;
  /** Throws ServiceError ENGINE_FULL or SHUTTING_DOWN at once: reads do not wait for each other. */
  admit(): Release;
  /** Admits no more reads. Resolves to true when the running ones have ended within the time. */
  close(graceMs: number): Promise<boolean>;
};

export function createReadAdmission(options: {
  limit: number;
  onRefused: () => void;
}): ReadAdmission {
  const { limit, onRefused } = options;
  const semaphore = createSemaphore(limit);
  let isClosed = false;
  return {
    running: semaphore.inUse,
    admit() {
      if (isClosed) throw new ServiceError('SHUTTING_DOWN', 'The engine is stopping.');
      const release = semaphore.tryAcquire();
      if (release) return release;
      onRefused();
      const message = `The engine runs ${limit} reads at a time, as many as it may.`;
      throw new ServiceError('ENGINE_FULL', message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
    },
    close(graceMs) {
      isClosed = true;
      return settlesWithin(semaphore.whenIdle(), graceMs);
    },
  };
}
