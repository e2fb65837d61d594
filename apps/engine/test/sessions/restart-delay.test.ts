import { expect, it } from 'vitest';
import { restartDelayMs } from '../../src/sessions/restart-delay.ts';

it('the wait before a restart doubles, up to a minute', () => {
  const delays = [1, 2, 3, 7, 8, 60].map((attempt) => restartDelayMs(attempt, 1_000));
  expect(delays).toEqual([1_000, 2_000, 4_000, 60_000, 60_000, 60_000]);
});
