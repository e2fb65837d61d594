import { expect, test } from 'vitest';
import { isLongName } from '../../src/rooms/contacts/person/long-name.ts';

test('folds names that fill the panel alone', () => {
  expect(isLongName('Perkumpulan Pedagang Buah dan Sayur Pasar Induk Kramat Jati')).toBe(false);
  expect(isLongName('🎉'.repeat(40))).toBe(false);
  expect(isLongName('🎉'.repeat(500))).toBe(true);
  expect(isLongName('张'.repeat(80))).toBe(true);
  expect(isLongName('X'.repeat(138))).toBe(true);
});
