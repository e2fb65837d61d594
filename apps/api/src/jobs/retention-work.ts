import type { Logger } from 'pino';

/** More often than daily: a session that was busy gets its turn soon, and an idle run is cheap. */
const RETENTION_INTERVAL_MS = 3_600_000;

/** Runs the retention in the background: once after the start, then every hour. */
export type RetentionWork = {
  start(): void;
  /** Resolves when the current run has ended. */
  stop(): Promise<void>;
};

/** A failed run is logged. The next run tries again. */
export function createRetentionWork(
  logger: Logger,
  apply: (signal: AbortSignal) => Promise<void>,
): RetentionWork {
  const stopping = new AbortController();
  let round: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  function next(): void {
    round = apply(stopping.signal).catch((error: unknown) => {
      logger.warn({ err: error }, 'Retention run failed');
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
