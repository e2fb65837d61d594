import { createRepeatedWork, type RepeatedWork } from '@grabber/service-kit/repeated-work';
import type { Logger } from 'pino';

/** How much longer than it must a session may be awake. */
const LOOK_INTERVAL_MS = 3_000;

type Run = (signal: AbortSignal) => Promise<void>;

/**
 * Puts sessions to sleep, and wakes those that have slept too long, in the background. One does not wait for the other: a
 * wake may wait for the very browser that becomes free when another session goes to sleep.
 */
export function createSleepWork(
  logger: Logger,
  { putToSleep, wake }: { readonly putToSleep: Run; readonly wake: Run },
): RepeatedWork {
  const repeat = (run: Run, failure: string) =>
    createRepeatedWork({ logger, intervalMs: LOOK_INTERVAL_MS, failure, run });
  const works = [
    repeat(putToSleep, 'Looking for sessions to put to sleep failed, retrying'),
    repeat(wake, 'Looking for sessions to wake failed, retrying'),
  ];
  return {
    start() {
      for (const work of works) work.start();
    },
    async stop() {
      await Promise.all(works.map((work) => work.stop()));
    },
  };
}
