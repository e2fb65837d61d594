import { ServiceError } from '@grabber/service-kit/service-error';
import { settlesWithin } from '../primitives/settles-within.ts';
import { createSlots, type Release } from './slots.ts';

const RETRY_AFTER_SECONDS = 5;

/** Lets a bounded number of reads run at one time. */
export type ReadGate = {
  readonly running: () => number;
  /** Throws ServiceError ENGINE_FULL or SHUTTING_DOWN at once: nobody waits in line. */
  enter(): Release;
  /** Lets nobody in any more. True when those inside have left within the time. */
  close(graceMs: number): Promise<boolean>;
};

export function createReadGate(options: { limit: number; onRefused: () => void }): ReadGate {
  const { limit, onRefused } = options;
  const slots = createSlots(limit);
  let isClosed = false;
  return {
    running: slots.inUse,
    enter() {
      if (isClosed) throw new ServiceError('SHUTTING_DOWN', 'The engine is stopping.');
      const release = slots.tryTake();
      if (release) return release;
      onRefused();
      const message = `The engine runs ${limit} reads at a time, as many as it may.`;
      throw new ServiceError('ENGINE_FULL', message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
    },
    close(graceMs) {
      isClosed = true;
      return settlesWithin(slots.whenIdle(), graceMs);
    },
  };
}
