import type { Logger } from 'pino';

/** More often than daily: a session that was busy is seen to soon, and a run that finds nothing is cheap. */
const RETENTION_INTERVAL_MS = 3_600_000;

/** The clearing that a process does unasked, soon after its start and then every hour. */
export type RetentionWork = {
  start(): void;
  /** Resolves when a run that is under way has ended. */
  stop(): Promise<void>;
};

/** What fails is logged, and tried again in the next round. */
export function createRetentionWork(
  logger: Logger,
  apply: (signal: AbortSignal) => Promise<void>,
): RetentionWork {
  const stopping = new AbortController();
  let round: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  function next(): void {
    round = apply(stopping.signal).catch((error: unknown) => {
      logger.warn({ err: error }, 'What is old could not all be deleted');
    });
  }

  return {
    start() {
      next();
      timer = setInterval(next, RETENTION_INTERVAL_MS).unref();
    },
    async stop() {
      stopping.abort();
      clearInterval(timer);
      await round;
    },
  };
}
