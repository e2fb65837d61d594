import { createRepeatedWork, type RepeatedWork } from '@grabber/service-kit/repeated-work';
import type { Logger } from 'pino';

/** How late a run may begin. */
const LOOK_INTERVAL_MS = 10_000;

/**
 * Runs the schedules that are due, in the background. What is due stays due, so a failed look is tried again. Own
 * rows, not the cron of pg-boss: that one says nothing of runs that were missed, and has no spread and no quiet hours.
 */
export function createScheduleWork(
  logger: Logger,
  run: (signal: AbortSignal) => Promise<void>,
): RepeatedWork {
  const failure = 'Looking for due schedules failed, retrying';
  return createRepeatedWork({ logger, intervalMs: LOOK_INTERVAL_MS, failure, run });
}
