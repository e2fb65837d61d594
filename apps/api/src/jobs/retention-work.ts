import { createRepeatedWork, type RepeatedWork } from '@grabber/service-kit/repeated-work';
import type { Logger } from 'pino';

/** More often than daily: a session that was busy gets its turn soon, and an idle run is cheap. */
const RETENTION_INTERVAL_MS = 3_600_000;

/** Runs the retention in the background: once after the start, then every hour. Each failed run is logged. */
export function createRetentionWork(
  logger: Logger,
  run: (signal: AbortSignal) => Promise<void>,
): RepeatedWork {
  return createRepeatedWork({
    logger,
    intervalMs: RETENTION_INTERVAL_MS,
    failure: 'Retention run failed',
    logsEachFailure: true,
    run,
  });
}
