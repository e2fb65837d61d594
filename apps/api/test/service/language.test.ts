import { expect, it } from 'vitest';
import { preferredLanguage } from '../../src/messages/language.ts';

it.each([
  [undefined, 'id'],
  ['', 'id'],
  ['*', 'id'],
  ['id-ID,id;q=0.9,en-US;q=0.8,en;q=0.7', 'id'],
  ['en-US,en;q=0.9,id;q=0.8', 'en'],
  ['EN', 'en'],
  ['en;q=0.5, id', 'id'],
  ['fr, de;q=0.9, en;q=0.1', 'en'],
  ['fr', 'id'],
  ['in-ID', 'id'],
  ['en;q=0', 'id'],
  ['en;q=nonsense', 'id'],
  ['en; q=1.0', 'en'],
] as const)('Accept-Language %j is answered in %s', (header, language) => {
  expect(preferredLanguage(header)).toBe(language);
});
