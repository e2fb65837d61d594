import { expect, it } from 'vitest';
import { shortId } from '../../src/book/short-id.ts';

it('shows a person without a name by the number, or by the digits of the LID, never by an address', () => {
  expect(shortId('628123456789@s.whatsapp.net')).toBe('+628123456789');
  expect(shortId('110000006388469@lid')).toBe('110000006388469');
});
