import type { EngineClient } from '@grabber/engine-client';
import { type JointCalls, jointCalls } from './joint-calls.ts';
import type { KnownEngines } from './known-engines.ts';
import { createLeaseRounds, type LeaseRounds } from './lease-rounds.ts';
import type { LeaseRules } from './lease-rules.ts';
import { mergeEvents } from './merge-events.ts';
import { createOldProfiles, type OldProfiles } from './old-profiles.ts';
import type { PoolParts } from './pool-parts.ts';
import { type SessionCalls, sessionCalls } from './session-calls.ts';

/** Several engines, which look like one. */
export type EnginePool = EngineClient &
  SessionCalls &
  JointCalls &
  LeaseRounds &
  OldProfiles & {
    readonly engines: KnownEngines;
    readonly rules: LeaseRules;
  };

/**
 * Sends each request to the engine that has the lease of the session, and its generation with it. Throws EngineError,
 * SESSION_MOVING and SESSION_WAITS_FOR_ENGINE among its codes.
 */
export function createEnginePool(parts: PoolParts): EnginePool {
  const { engines, rules } = parts;
  return {
    engines,
    rules,
    ...createLeaseRounds(parts),
    ...createOldProfiles(parts),
    ...sessionCalls(parts),
    ...jointCalls(parts),
    events: (options) => mergeEvents(parts, options),
    close: () => engines.close(),
  };
}
