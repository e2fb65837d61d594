import type { EngineSettings } from './engine-variables.ts';

const MS_PER_SECOND = 1_000;
const MAX_PROBE_MS = 2_000;

/** The times of leases, all made from the length of one. */
export type LeaseRules = {
  readonly leaseSeconds: number;
  readonly marginSeconds: number;
  /** How often each engine is asked what it is and holds. */
  readonly probeMs: number;
  /** What an engine said earlier does not count any more. */
  readonly maxSeenMs: number;
  /** How often a lease is prolonged. */
  readonly renewSeconds: number;
  /** A lease that has less left is prolonged late: its engine has a third of its time left. */
  readonly lateSeconds: number;
  /** A lease that was not prolonged for so long is not used by its engine. */
  readonly unusedSeconds: number;
  /** How long a start waits for another process that starts the same session. */
  readonly startPatienceMs: number;
  /** An engine that no process has seen for so long is away. */
  readonly awaySeconds: number;
  /** How often profiles are looked for that are of no use any more. */
  readonly oldProfilesMs: number;
  /** A stream of events that is back by then was never away. */
  readonly lostAfterMs: number;
  /** When the right of an engine ends by its clock, for a lease that is written after its clock was read. */
  untilMs(nowMs: number): number;
};

export function leaseRules({ leaseSeconds, marginSeconds }: EngineSettings): LeaseRules {
  const leaseMs = leaseSeconds * MS_PER_SECOND;
  return {
    leaseSeconds,
    marginSeconds,
    probeMs: Math.min(MAX_PROBE_MS, leaseMs / 10),
    maxSeenMs: leaseMs / 4,
    renewSeconds: leaseSeconds / 6,
    lateSeconds: (leaseSeconds * 2) / 3,
    unusedSeconds: leaseSeconds / 4,
    awaySeconds: Math.min(30, leaseSeconds / 2),
    oldProfilesMs: Math.min(10_000, leaseMs / 6),
    lostAfterMs: Math.min(5_000, leaseMs / 12),
    startPatienceMs: Math.min(5_000, leaseMs / 4),
    // The other half is for whatever stands still between the clock's reading and the lease's writing.
    untilMs: (nowMs) => Math.floor(nowMs + leaseMs / 2),
  };
}
