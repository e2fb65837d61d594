import type { Logger } from 'pino';
import type { EnginePool } from '../engines/engine-pool.ts';
import { createRepeatedWork, type RepeatedWork } from './repeated-work.ts';

/** Keeps the leases of sessions on several engines, in the background. */
export function createLeaseWork(
  pool: EnginePool,
  logger: Logger,
  run: (signal: AbortSignal) => Promise<void>,
): RepeatedWork {
  const intervalMs = pool.rules.probeMs;
  const failure = 'Keeping the leases of sessions failed, retrying';
  return createRepeatedWork({ logger, intervalMs, failure, run });
}
