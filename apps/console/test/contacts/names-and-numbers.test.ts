import { expect, test } from 'vitest';
import { type CustomField, fieldValue } from '../../src/rooms/contacts/person/custom-values.ts';
import { isNumber, maskedNumber, maskedText } from '../../src/text/number-mask.ts';
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

test('knows a number and an address made of one from a name, a LID and a group', () => {
  const numbers = ['+62 812-3456-7890', '(0812) 3456.7890', '6281234567890@s.whatsapp.net'];
  expect(numbers.filter(isNumber)).toEqual(numbers);
  const others = [
    'Budi 2',
    '2026',
    '+62 812 Toko',
    '123456789012345@lid',
    '12036300000000@g.us',
    '',
  ];
  expect(others.filter(isNumber)).toEqual([]);
  expect(maskedNumber('6281234567890@s.whatsapp.net')).toBe('6••••••••••90@s.whatsapp.net');
});

test('hides every number in a text of a file, and no time, LID or id', () => {
  expect(maskedText('TEL;TYPE=CELL:+6281234567890')).toBe('TEL;TYPE=CELL:+62•••••••••90');
  expect(maskedText('"id": "6281234567890@s.whatsapp.net"')).toBe(
    '"id": "6••••••••••90@s.whatsapp.net"',
  );
  expect(maskedText('0812-3456-7890')).toBe('0•••-••••-••90');
  for (const kept of [
    '2026-01-15T10:30:00.000Z',
    '123456789012345@lid',
    'a1-12345678-b',
    'Budi 7',
  ]) {
    expect(maskedText(kept)).toBe(kept);
  }
});

test('gives a custom field the kind of value that it has', () => {
  const field = (type: CustomField['type']): CustomField => ({ name: 'x', type });
  expect(fieldValue(field('number'), '1.5')).toBe(1.5);
  expect(fieldValue(field('boolean'), 'false')).toBe(false);
  expect(fieldValue(field('text'), '5')).toBe('5');
  expect(fieldValue(field('date'), '')).toBeNull();
});
