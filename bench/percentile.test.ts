import { expect, test } from 'vitest';
import { percentile } from './percentile.ts';

test('the percentile is one of the values, of which the given share is not above it', () => {
  const values = [5, 1, 4, 2, 3];
  expect([0, 0.2, 0.5, 0.95, 1].map((share) => percentile(values, share))).toEqual([1, 1, 3, 5, 5]);
});

test('nothing has no percentile', () => {
  expect(() => percentile([], 0.95)).toThrow('percentile of nothing');
});
