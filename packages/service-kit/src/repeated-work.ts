import type { Logger } from 'pino';

/** Work that a service does again and again in the background. */
export type RepeatedWork = {
  start(): void;
  /** Resolves when the current round has ended. */
  stop(): Promise<void>;
};

/**
 * Runs `run` at an interval, counted from the end of the last round. A failed round is tried again. It is logged, of
 * several in a row the first one alone unless `logsEachFailure` says otherwise.
 */
export function createRepeatedWork({
  logger,
  intervalMs,
  failure,
  logsEachFailure = false,
  run,
}: {
  readonly logger: Logger;
  readonly intervalMs: number;
  /** What the log says of a failed round. */
  readonly failure: string;
  /** For rounds that are so rare that no log is filled. */
  readonly logsEachFailure?: boolean;
  readonly run: (signal: AbortSignal) => Promise<void>;
}): RepeatedWork {
  const stopping = new AbortController();
  let round: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isFailing = false;

  async function runRound(): Promise<void> {
    try {
      await run(stopping.signal);
      isFailing = false;
    } catch (error) {
      if (!isFailing || logsEachFailure) logger.warn({ err: error }, failure);
      isFailing = true;
    }
  }

  function next(): void {
    round = runRound().then(() => {
      if (!stopping.signal.aborted) timer = setTimeout(next, intervalMs).unref();
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
