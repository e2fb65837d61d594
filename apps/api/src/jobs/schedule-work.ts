import type { Logger } from 'pino';

/** How late a run may begin. */
const LOOK_INTERVAL_MS = 10_000;

/** Runs the schedules that are due, in the background. */
export type ScheduleWork = {
  start(): void;
  /** Resolves when the current run has ended. */
  stop(): Promise<void>;
};

/**
 * A failed look is tried again: what is due stays due. Own rows, not the cron of pg-boss: that one says nothing
 * of runs that were missed, and has no spread and no quiet hours.
 */
export function createScheduleWork(
  logger: Logger,
  run: (signal: AbortSignal) => Promise<void>,
): ScheduleWork {
  const stopping = new AbortController();
  let round: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isFailing = false;

  async function look(): Promise<void> {
    try {
      await run(stopping.signal);
      isFailing = false;
    } catch (error) {
      if (!isFailing) logger.warn({ err: error }, 'Looking for due schedules failed, retrying');
      isFailing = true;
    }
  }

  function next(): void {
    round = look().then(() => {
      if (!stopping.signal.aborted) timer = setTimeout(next, LOOK_INTERVAL_MS).unref();
    });
  }

  return {
    start: next,
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      await round;
    },
  };
}
