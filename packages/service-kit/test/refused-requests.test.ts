import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createRefusalSampler } from '../src/refused-requests.ts';

const WINDOW_MS = 10_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('of a flood of refused requests the first are logged, and then one line with the number of the others', () => {
  const warnings: unknown[] = [];
  const log = { warn: (fields: unknown) => void warnings.push(fields) };
  const isLogged = createRefusalSampler({ windowMs: WINDOW_MS, lines: 3 });
  const flood = Array.from({ length: 1_000 }, () => isLogged(log as never, 404));
  expect(flood.filter(Boolean)).toHaveLength(3);
  expect(isLogged(log as never, 200)).toBe(true);
  expect(isLogged(log as never, 500)).toBe(true);
  vi.advanceTimersByTime(WINDOW_MS);
  expect(warnings).toEqual([{ skipped: 997 }]);
  expect(isLogged(log as never, 401)).toBe(true);
});
