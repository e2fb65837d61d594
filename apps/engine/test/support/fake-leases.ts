import type { BrowserGuard } from '../../src/leases/browser-guard.ts';
import type { GuardedBrowser } from '../../src/leases/guard/guarded-browsers.ts';
import type { LeaseClock } from '../../src/leases/lease-clock.ts';

/** A clock of leases that stands still until the test moves it. */
export function createTestClock(): LeaseClock & { advance(ms: number): void } {
  let now = 1_000;
  return {
    nowMs: () => now,
    toMonotonic: (ms) => ms,
    advance(ms) {
      now += ms;
    },
  };
}

export type FakeGuard = BrowserGuard & {
  /** What it guards, by profile. */
  readonly guarded: ReadonlyMap<string, GuardedBrowser>;
  /** Set by a test: what `secured` waits for. */
  securing: () => Promise<void>;
  /** Set by a test: the profiles whose browser the guard was the first to end. */
  readonly ended: Set<string>;
};

/** A guard without a process. */
export function createFakeGuard(): FakeGuard {
  const guarded = new Map<string, GuardedBrowser>();
  const guard: FakeGuard = {
    guarded,
    ended: new Set(),
    securing: () => Promise.resolve(),
    set: (browser) => void guarded.set(browser.profileDir, browser),
    delete: (profileDir) => void guarded.delete(profileDir),
    look: () => undefined,
    secured: () => guard.securing(),
    pid: () => null,
    hasEnded: (profileDir) => guard.ended.has(profileDir),
    close: () => undefined,
  };
  return guard;
}
