import { Compile } from 'typebox/compile';
import { expect, it } from 'vitest';
import { GroupJid, PersonJid, PhoneNumber } from '../src/identity.ts';

const person = Compile(PersonJid);
const group = Compile(GroupJid);
const phone = Compile(PhoneNumber);

it.each(['6281234567890@s.whatsapp.net', '98765432109876@lid'])('accepts %s as a person', (jid) => {
  expect(person.Check(jid)).toBe(true);
});

it.each([
  '6281234567890@c.us',
  '6281234567890:12@s.whatsapp.net',
  '+6281234567890@s.whatsapp.net',
  '0@s.whatsapp.net',
  'status@broadcast',
  '123@g.us',
  '',
])('refuses "%s" as a person', (jid) => {
  expect(person.Check(jid)).toBe(false);
});

it('accepts both shapes of a group id, and no phone number with a plus', () => {
  expect(['123456789@g.us', '6281-1612345678@g.us'].every((jid) => group.Check(jid))).toBe(true);
  expect(group.Check('123456789@newsletter')).toBe(false);
  expect([phone.Check('6281234567890'), phone.Check('+6281234567890')]).toEqual([true, false]);
});
