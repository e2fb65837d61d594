import { describe, expect, it } from 'vitest';
import {
  sanitiseDescription,
  sanitiseName,
  sanitiseNames,
  sanitiseStatusText,
  sanitiseUrl,
} from '../../src/mappers/sanitise-text.ts';

describe('a name', () => {
  it.each([
    ['NUL bytes', 'Bu\u0000di', 'Budi'],
    ['C0 and C1 controls', '\u0001Bu\u001b[31mdi\u007f\u009f', 'Bu[31mdi'],
    ['a lone high surrogate', 'Budi\ud83d', 'Budi'],
    ['a lone low surrogate', '\ude00Budi', 'Budi'],
    ['swapped surrogates', 'a\ude00\ud83db', 'ab'],
    ['surrounding white space', '\u00a0 \ufeffBudi \u3000', 'Budi'],
  ])('loses %s', (_, text, clean) => {
    expect(sanitiseName(text)).toBe(clean);
  });

  it('turns line breaks and tabs into spaces', () => {
    expect(sanitiseName('a\nb\r\nc\td\u2028e')).toBe('a b c d e');
  });

  it.each([
    ['an emoji made with joiners', '👨‍👩‍👧‍👦'],
    ['an emoji with a skin tone', '👍🏽'],
    ['a flag', '🇮🇩'],
    ['Arabic with a direction mark', '\u200fمحمد علي'],
    ['Hebrew', 'שלום'],
    ['SQL metacharacters', `Robert'); DROP TABLE contacts;--`],
    ['JSON metacharacters', '{"a": "\\u0000", \'b\': `c`}'],
  ])('keeps %s', (_, text) => {
    expect(sanitiseName(text)).toBe(text);
  });

  it('is in NFC, so that one name has one spelling', () => {
    expect(sanitiseName('Jose\u0301')).toBe('José');
  });

  it('is cut at 255 code points and never inside a surrogate pair', () => {
    expect(sanitiseName('x'.repeat(5_000))).toBe('x'.repeat(255));
    expect(sanitiseName('😀'.repeat(5_000))).toBe('😀'.repeat(255));
    expect(sanitiseName(`x${'😀'.repeat(300)}`)?.isWellFormed()).toBe(true);
  });

  it.each(['', '   ', '\u0000\u0001', '\ud800', '\n'])('that says nothing is null: %j', (text) => {
    expect(sanitiseName(text)).toBeNull();
  });
});

it('names of a list are cleaned, and each is there once', () => {
  expect(sanitiseNames([' Lunas\n', 'Jose\u0301', '\u0000', 'Lunas', 'José'])).toEqual([
    'Lunas',
    'José',
  ]);
  expect([sanitiseNames([]), sanitiseNames(['\ud83d']), sanitiseNames(null)]).toEqual([
    [],
    [],
    null,
  ]);
});

it('a description keeps its line breaks, as one character each', () => {
  expect(sanitiseDescription(' a\r\nb\u0000\n\tc ')).toBe('a\nb\n c');
  expect(sanitiseDescription('x'.repeat(5_000))).toHaveLength(2_048);
});

it('a status text is cleaned as a description, and an empty one is no unknown one', () => {
  expect(sanitiseStatusText(' Sibuk\t\u0000\nsaja ')).toBe('Sibuk \nsaja');
  expect([...(sanitiseStatusText('🙂'.repeat(3_000)) ?? '')]).toHaveLength(2_048);
  expect([sanitiseStatusText(' \u0001 '), sanitiseStatusText(null)]).toEqual(['', null]);
});

it('a picture is an http link or nothing', () => {
  const link = 'https://pps.whatsapp.net/v/t61.jpg?oh=a&oe=b';
  expect(sanitiseUrl(link)).toBe(link);
  for (const text of ['javascript:alert(1)', 'data:image/png;base64,AAAA', 'picture', '', null]) {
    expect(sanitiseUrl(text)).toBeNull();
  }
  expect(sanitiseUrl(`https://x.example/${'a'.repeat(3_000)}`)).toBeNull();
});
