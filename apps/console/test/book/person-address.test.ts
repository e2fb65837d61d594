import { expect, it } from 'vitest';
import { personAddress, readPerson } from '../../src/book/person-address.ts';

it('names a person in an address without the phone number', () => {
  const contactId = '6281234567890@s.whatsapp.net';
  expect(personAddress({ row: 7, lid: '9@lid', contactId })).toBe(7);
  expect(personAddress({ lid: '9@lid', contactId })).toBe('9@lid');
  expect(personAddress({ contactId: '9@lid' })).toBe('9@lid');
  expect(personAddress({ lid: null, contactId })).toBeNull();
});

it('reads the number of a row, and the addresses of before', () => {
  expect([readPerson(7), readPerson('7')]).toEqual([7, 7]);
  expect(readPerson('628@s.whatsapp.net')).toBe('628@s.whatsapp.net');
  expect([readPerson(''), readPerson(undefined), readPerson({})]).toEqual(Array(3).fill(undefined));
});
