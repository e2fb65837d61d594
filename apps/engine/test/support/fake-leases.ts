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
};

/** A guard without a process. */
export function createFakeGuard(): FakeGuard {
  const guarded = new Map<string, GuardedBrowser>();
  const guard: FakeGuard = {
    guarded,
    securing: () => Promise.resolve(),
    set: (browser) => void guarded.set(browser.profileDir, browser),
    delete: (profileDir) => void guarded.delete(profileDir),
    look: () => undefined,
    secured: () => guard.securing(),
    pid: () => null,
    close: () => undefined,
  };
  return guard;
}
