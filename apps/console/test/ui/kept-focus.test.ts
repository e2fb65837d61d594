import { expect, test } from 'vitest';
import { placeAfter } from '../../src/ui/dialog/use-kept-focus.ts';

test('moves to the item that takes the place of a deleted one, else to the last', () => {
  expect(placeAfter(0, 3)).toBe(0);
  expect(placeAfter(2, 3)).toBe(2);
  expect(placeAfter(3, 3)).toBe(2);
  expect(placeAfter(0, 0)).toBe(-1);
});
