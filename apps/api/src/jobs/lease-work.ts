import { createRepeatedWork, type RepeatedWork } from '@grabber/service-kit/repeated-work';
import type { Logger } from 'pino';
import type { EnginePool } from '../engines/engine-pool.ts';
import type { OldProfiles } from '../engines/old-profiles.ts';

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

/** A round costs two small queries, where there were several engines once. */
const RESUME_INTERVAL_MS = 5_000;

/** Starts again, in the background, what ran when there were several engines. */
export function createResumeWork(
  logger: Logger,
  run: (signal: AbortSignal) => Promise<void>,
): RepeatedWork {
  const failure = 'Looking for sessions of several engines failed, retrying';
  return createRepeatedWork({ logger, intervalMs: RESUME_INTERVAL_MS, failure, run });
}

/** Removes the profiles that are of no use any more, in the background: of one engine those of deleted sessions. */
export function createOldProfileWork(
  { rules, removeOldProfiles: run }: OldProfiles & Pick<EnginePool, 'rules'>,
  logger: Logger,
): RepeatedWork {
  const failure = 'Looking for old profiles failed, retrying';
  return createRepeatedWork({ logger, intervalMs: rules.oldProfilesMs, failure, run });
}
