import { expect, test } from 'vitest';
import { shiftAt, shiftFor, windowOf } from '../../src/rooms/contacts/table/row-window.ts';

const MAX = 1_000;

test('a list that fits is not shifted', () => {
  expect(windowOf(800, 50, MAX)).toEqual({ count: 800, shift: 0 });
  expect(shiftAt(700, 800, MAX)).toBe(0);
  expect(shiftFor(700, 800, MAX)).toBe(0);
});

test('the ends of the box are the ends of the list', () => {
  expect(shiftAt(0, 5_000, MAX)).toBe(0);
  expect(shiftAt(999, 5_000, MAX) + 999).toBe(4_999);
  expect(shiftAt(5_000, 5_000, MAX)).toBe(4_000);
});

test('each row has a place in the box', () => {
  for (let row = 0; row < 5_000; row += 1) {
    const place = row - shiftFor(row, 5_000, MAX);
    expect(place).toBeGreaterThanOrEqual(0);
    expect(place).toBeLessThan(MAX);
  }
});
