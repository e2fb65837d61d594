import { randomUUID } from 'node:crypto';
import type { EngineIdentity } from '@grabber/contracts/engine/lease';

type HeldLease = {
  readonly generation: number;
  readonly untilMs: number | null;
  readonly isLost: boolean;
};

export type FakeHold = Pick<
  EngineIdentity['holds'][number],
  'is_linked' | 'bundle_generation' | 'bundle_is_current' | 'profile_generation' | 'link'
>;

/** What the fake engine knows of leases. */
export type FakeLeases = {
  readonly engineId: string;
  bootId: string;
  /** performance.now() when its process started, earlier by what the test has added. */
  startedAt: number;
  isDraining: boolean;
  browserLimit: number;
  sessionLimit: number;
  readonly held: Map<string, HeldLease>;
  /** The highest generation of each session, which a new process still knows. */
  readonly highest: Map<string, number>;
  /** The lease under which each session last ran; 0: without one. */
  readonly lastRun: Map<string, number>;
  readonly holds: Map<string, Partial<FakeHold>>;
};

export function fakeLeases(): FakeLeases {
  return {
    engineId: randomUUID(),
    bootId: randomUUID(),
    startedAt: performance.now(),
    isDraining: false,
    browserLimit: 1_000,
    sessionLimit: 1_000,
    held: new Map(),
    highest: new Map(),
    lastRun: new Map(),
    holds: new Map(),
  };
}
