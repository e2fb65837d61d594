import type { EngineIdentity } from '@grabber/contracts/engine/lease';
import { VERSION } from '@grabber/contracts/version';
import type { LeaseClock } from '../leases/lease-clock.ts';
import { profileGeneration } from '../sessions/drop-profile.ts';
import type { Session } from '../sessions/session.ts';
import type { SessionRegistry } from '../sessions/session-registry.ts';
import { isRunning } from '../sessions/session-state.ts';

export type EngineProcess = {
  readonly bootId: string;
  readonly clock: LeaseClock;
  /** Rejects when it cannot be read or made. */
  readonly id: () => Promise<string>;
};

/** What an engine is, has room for and holds. Rejects as `id` does. */
export async function describeEngine({
  engine,
  sessions,
  limits,
}: {
  readonly engine: EngineProcess;
  readonly sessions: Pick<SessionRegistry, 'list' | 'isDraining' | 'endOverdue'>;
  readonly limits: { readonly maxBrowsers: number; readonly maxSessions: number };
}): Promise<EngineIdentity> {
  const engine_id = await engine.id();
  sessions.endOverdue();
  // Read before the rest: a lease that is counted from it ends too early rather than too late.
  const now_ms = engine.clock.nowMs();
  const held = sessions.list();
  const active = held.filter(({ isActive }) => isActive).length;
  const asleep = held.filter(({ isActive, state }) => !isActive && state.isAsleep).length;
  return {
    engine_id,
    boot_id: engine.bootId,
    version: VERSION,
    now_ms,
    draining: sessions.isDraining(),
    browsers: { now: active, limit: limits.maxBrowsers },
    sessions: { now: active + asleep, limit: limits.maxSessions },
    holds: held.map(holdOf),
  };
}

function holdOf(session: Session): EngineIdentity['holds'][number] {
  const { id, lease, record } = session;
  const has_browser = usesLease(session);
  const held = lease === null || lease.isLost ? null : lease;
  return {
    session_id: id,
    generation: held?.generation ?? null,
    is_leased: lease === null ? record.lease.endsByTime : lease.untilMs !== null,
    has_browser,
    is_linked: record.paired,
    bundle_generation: record.generation,
    bundle_is_current: record.bundle !== null && !has_browser,
    profile_generation: profileGeneration(record),
    link: held?.link ?? null,
  };
}

/** While its profile is sealed, too, so that the copy is known before another engine may have the session. */
function usesLease({ isActive, isFallingAsleep, state }: Session): boolean {
  return isActive || isFallingAsleep || isRunning(state);
}
