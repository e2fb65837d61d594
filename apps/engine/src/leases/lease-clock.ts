/** The time sources of this machine, in milliseconds. */
type Sources = { readonly wall: () => number; readonly monotonic: () => number };

/** The clock by which leases end. It only runs forward. */
export type LeaseClock = {
  /** Since the clock was made, in whole milliseconds. */
  nowMs(): number;
  /** The same moment by the system's monotonic clock, which all processes of the machine share. */
  toMonotonic(ms: number): number;
};

/** Less is the noise of two clocks that are read one after the other, or a wall clock that is corrected slowly. */
const JUMP_MS = 1_000;
const MICROSECONDS_PER_MS = 1_000;

export function monotonicMs(): number {
  return Number(process.hrtime.bigint() / 1_000n) / MICROSECONDS_PER_MS;
}

/**
 * The monotonic clock stands still while the machine is suspended, and the wall clock does not. So the time by which the
 * wall clock jumps ahead counts as passed. A wall clock that an operator sets forward ends leases, too, which is safe.
 */
export function createLeaseClock(
  { wall, monotonic }: Sources = { wall: Date.now, monotonic: monotonicMs },
): LeaseClock {
  const startedAt = monotonic();
  let skippedMs = 0;
  let ahead = wall() - startedAt;
  return {
    nowMs() {
      const now = monotonic();
      const jump = wall() - now - ahead;
      if (Math.abs(jump) > JUMP_MS) {
        ahead += jump;
        skippedMs += Math.max(0, jump);
      }
      return Math.floor(now - startedAt + skippedMs);
    },
    toMonotonic: (ms) => ms + startedAt - skippedMs,
  };
}
