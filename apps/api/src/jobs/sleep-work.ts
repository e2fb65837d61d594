import type { Logger } from 'pino';
import { createRepeatedWork, type RepeatedWork } from './repeated-work.ts';

/** How much longer than it must a session may be awake. */
const LOOK_INTERVAL_MS = 3_000;

/** Puts sessions to sleep, and wakes those that have slept too long, in the background. */
export function createSleepWork(
  logger: Logger,
  run: (signal: AbortSignal) => Promise<void>,
): RepeatedWork {
  const failure = 'Looking for sessions to put to sleep failed, retrying';
  return createRepeatedWork({ logger, intervalMs: LOOK_INTERVAL_MS, failure, run });
}
