import { isDatabaseUnavailable, sqlStateOf } from '@grabber/database/connection/database-errors';
import type { Logger } from 'pino';
import type { GrabJobs } from './grab-jobs.ts';

/** How late a grab of a killed process, or one that the database has interrupted, may be found. */
const RECOVER_INTERVAL_MS = 2_000;
/** After a round that failed, so that little time passes after the database is back. */
const RETRY_INTERVAL_MS = 500;
/** The check asks the queue once per waiting grab, so it does not run in every round. */
const ROUNDS_BETWEEN_JOB_CHECKS = 30;

/** The background work of a process on durable grabs. */
export type GrabWork = {
  /** Takes jobs from the queue and recovers the grabs that killed processes left behind. */
  start(): void;
  /** Resolves when the running work has ended. */
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

/** A failed step is retried in the next round, for example while the database is away. */
export function createGrabWork({ jobs, logger, recover, failAbandoned }: Options): GrabWork {
  const stopping = new AbortController();
  let round: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let rounds = 0;
  const log = createFailureLog(logger);

  /** Answers whether all steps worked. */
  async function runRound(): Promise<boolean> {
    const steps = [jobs.ready, jobs.giveUpUnsettled, recover];
    if (rounds % ROUNDS_BETWEEN_JOB_CHECKS === 0) steps.push(failAbandoned);
    rounds += 1;
    let hasFailed = false;
    for (const step of steps) {
      if (stopping.signal.aborted) return true;
      await step().catch((error: unknown) => {
        hasFailed = true;
        if (!stopping.signal.aborted) log.failed(error);
      });
    }
    if (!hasFailed) log.worked();
    return !hasFailed;
  }

  function next(): void {
    round = runRound().then((worked) => {
      if (stopping.signal.aborted) return;
      timer = setTimeout(next, worked ? RECOVER_INTERVAL_MS : RETRY_INTERVAL_MS).unref();
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

/** Logs the change and not each round: a database can be away for hours. */
function createFailureLog(logger: Logger) {
  const seen = new Set<string>();
  return {
    failed(error: unknown) {
      const kind = kindOf(error);
      if (seen.has(kind)) return;
      seen.add(kind);
      logger.warn({ err: error }, 'Grab recovery failed, retrying');
    },
    worked() {
      if (seen.size > 0) logger.info('Grab recovery works again');
      seen.clear();
    },
  };
}

/** A database that is away fails in many ways, one after the other. All of them are one change. */
function kindOf(error: unknown): string {
  if (isDatabaseUnavailable(error)) return 'unavailable';
  return sqlStateOf(error) ?? String((error as Error).name);
}
