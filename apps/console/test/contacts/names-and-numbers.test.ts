import { expect, test } from 'vitest';
import { type CustomField, fieldValue } from '../../src/rooms/contacts/person/custom-values.ts';
import { maskedNumber } from '../../src/ui/hidden-number.tsx';
import { initialsOf } from '../../src/ui/initials.tsx';

test('makes initials of any name', () => {
  expect(initialsOf('Budi Santoso 12')).toBe('BS');
  expect(initialsOf('أحمد علي')).toBe('أع');
  expect(initialsOf('@user.1641')).toBe('U');
  expect(initialsOf('+62 812')).toBe('8');
  expect(initialsOf('😀')).toBe('·');
});

test('hides all digits of a number but the code of the country and the last two', () => {
  expect(maskedNumber('+6281234567890')).toBe('+62•••••••••90');
  expect(maskedNumber('0812-3456-7890')).toBe('0•••-••••-••90');
});

test('gives a custom field the kind of value that it has', () => {
  const field = (type: CustomField['type']): CustomField => ({ name: 'x', type });
  expect(fieldValue(field('number'), '1.5')).toBe(1.5);
  expect(fieldValue(field('boolean'), 'false')).toBe(false);
  expect(fieldValue(field('text'), '5')).toBe('5');
  expect(fieldValue(field('date'), '')).toBeNull();
});
