import type { Logger } from 'pino';
import type { GrabJobs } from './grab-jobs.ts';

/** How late a grab is found out whose process was killed. */
const RECOVER_INTERVAL_MS = 5_000;
/** One question for each grab that waits: not in every round. */
const ROUNDS_BETWEEN_JOB_CHECKS = 12;

/** The work that a process does unasked. */
export type GrabWork = {
  /** Takes jobs from the queue, and looks after what killed processes left behind. */
  start(): void;
  /** Resolves when all that runs has ended. */
  stop(): Promise<void>;
};

type Options = {
  readonly jobs: GrabJobs;
  readonly logger: Logger;
  /** Ends the grabs that killed processes left behind. */
  readonly recover: () => Promise<void>;
  /** Fails the grabs whose job is gone. */
  readonly failAbandoned: () => Promise<void>;
};

/** A database that is gone is waited for: what fails is logged, and tried again. */
export function createGrabWork({ jobs, logger, recover, failAbandoned }: Options): GrabWork {
  const stopping = new AbortController();
  let round: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let rounds = 0;

  async function runRound(): Promise<void> {
    const steps = [jobs.ready, recover];
    if (rounds % ROUNDS_BETWEEN_JOB_CHECKS === 0) steps.push(failAbandoned);
    rounds += 1;
    for (const step of steps) {
      if (stopping.signal.aborted) return;
      await step().catch((error: unknown) => {
        if (stopping.signal.aborted) return;
        logger.warn({ err: error }, 'Grabs could not be looked after');
      });
    }
  }

  function next(): void {
    round = runRound().then(() => {
      if (stopping.signal.aborted) return;
      timer = setTimeout(next, RECOVER_INTERVAL_MS).unref();
    });
  }

  return {
    start: next,
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      await Promise.all([jobs.stop(), round]);
    },
  };
}
