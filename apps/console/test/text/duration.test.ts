import { expect, test } from 'vitest';
import { durationText } from '../../src/text/duration.ts';

test('shows a duration in the units that fit', () => {
  expect(durationText('en', 350.4)).toBe('350 ms');
  expect(durationText('en', 3_161)).toBe('3.2 sec');
  expect(durationText('en', 125_400)).toBe('2 min 5 sec');
  expect(durationText('en', 4_800_000)).toBe('1 hr 20 min');
});
