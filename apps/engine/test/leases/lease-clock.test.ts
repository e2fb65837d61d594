import { expect, it } from 'vitest';
import { createLeaseClock } from '../../src/leases/lease-clock.ts';

function clockOf() {
  const at = { wall: 1_700_000_000_000, monotonic: 5_000 };
  const clock = createLeaseClock({ wall: () => at.wall, monotonic: () => at.monotonic });
  const pass = (wallMs: number, monotonicMs = wallMs) => {
    at.wall += wallMs;
    at.monotonic += monotonicMs;
  };
  return { clock, pass };
}

it('counts from its start, whatever the wall clock says by a little', () => {
  const { clock, pass } = clockOf();
  expect(clock.nowMs()).toBe(0);
  pass(10_000, 10_400);
  expect(clock.nowMs()).toBe(10_400);
  pass(1_000, 900);
  expect(clock.nowMs()).toBe(11_300);
});

it('counts the time in which a suspended machine stood still', () => {
  const { clock, pass } = clockOf();
  pass(60_000, 20);
  expect(clock.nowMs()).toBe(60_000);
  pass(1_000);
  expect(clock.nowMs()).toBe(61_000);
});

it('does not run back with a wall clock that is set back, and sees the next jump ahead', () => {
  const { clock, pass } = clockOf();
  pass(-3_600_000, 1_000);
  expect(clock.nowMs()).toBe(1_000);
  pass(30_000, 1_000);
  expect(clock.nowMs()).toBe(31_000);
});

it('names a moment by the monotonic clock, so that a jump brings it nearer', () => {
  const { clock, pass } = clockOf();
  expect(clock.toMonotonic(20_000)).toBe(25_000);
  pass(15_000, 0);
  clock.nowMs();
  expect(clock.toMonotonic(20_000)).toBe(10_000);
});
