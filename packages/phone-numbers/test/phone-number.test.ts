import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import metadata from 'libphonenumber-js/metadata.max.json';
import { describe, expect, it } from 'vitest';
import { writeNumber } from '../src/numbering-plan.ts';
import {
  countryOf,
  describeNumber,
  numberVariants,
  parseNumber,
  prefixVariants,
} from '../src/phone-number.ts';

describe('a number', () => {
  it.each([
    ['6281234567890', '+6281234567890', '0812-3456-7890', 'ID'],
    ['14155550123', '+14155550123', '(415) 555-0123', 'US'],
    ['18095551234', '+18095551234', '(809) 555-1234', 'DO'],
    ['77012345678', '+77012345678', '8 (701) 234 5678', 'KZ'],
    ['5491123456789', '+5491123456789', '011 15-2345-6789', 'AR'],
    ['553133334444', '+553133334444', '(31) 3333-4444', 'BR'],
  ])('%s is described for people and programs', (digits, e164, national, country) => {
    expect(describeNumber(digits)).toEqual({ e164, national, country });
    expect(countryOf(digits)).toBe(country);
  });

  it.each([
    ['553188888888', '+5531988888888'],
    ['5215512345678', '+525512345678'],
  ])('%s in the form that WhatsApp kept is described as it is dialled', (digits, e164) => {
    expect(describeNumber(digits).e164).toBe(e164);
  });

  it('without a country has its E.164 form alone, and none if it is too long for that', () => {
    const none = { national: null, country: null };
    expect(describeNumber('999123456789')).toEqual({ e164: '+999123456789', ...none });
    expect(describeNumber('6281234567890123')).toEqual({ e164: null, ...none });
    for (const digits of ['', '1', '62', '999123456789']) expect(countryOf(digits)).toBeNull();
  });

  it('is written like by the library in each country', () => {
    for (const code of Object.keys(metadata.country_calling_codes)) {
      for (let n = 0; n < 300; n += 1) {
        // Spread over the first digits and the lengths, the same in each run.
        const rest = String((n * 7_919_317_711 + 10_000_000) % 10 ** (6 + (n % 7)));
        const written = writeNumber(code + rest);
        if (written === undefined) continue;
        const parsed = parsePhoneNumberFromString(`+${code}${rest}`);
        const { country, national } = written;
        expect([code, rest, country, national]).toEqual([
          code,
          rest,
          parsed?.country ?? null,
          parsed?.formatNational(),
        ]);
      }
    }
  });
});

describe('the other form of a number', () => {
  it.each([
    ['with the ninth digit of Brazil', '5531988888888', '553188888888'],
    ['with the 1 of Mexico', '5215512345678', '525512345678'],
    ['with the 9 of Argentina', '5491123456789', '541123456789'],
  ])('is found both ways %s', (_, one, other) => {
    expect(numberVariants(one)).toEqual([other]);
    expect(numberVariants(other)).toEqual([one]);
  });

  it('is that of a whole number, or of its first digits', () => {
    for (const digits of ['553133334444', '55319888', '6281234567890', '5255', '']) {
      expect(numberVariants(digits)).toEqual([]);
    }
    expect(prefixVariants('55319888')).toEqual(['5531888', '553199888']);
    expect(prefixVariants('52551234')).toEqual(['521551234']);
    expect(prefixVariants('54911')).toEqual(['5411']);
    expect(prefixVariants('628')).toEqual([]);
  });
});

it.each([
  ['081234567890', 'ID', '6281234567890'],
  ['31988888888', 'BR', '5531988888888'],
  ['0111523456789', 'AR', '5491123456789'],
  ['89121234567', 'RU', '79121234567'],
  ['06301234567', 'HU', '36301234567'],
  ['00116281234567890', 'AU', '6281234567890'],
  ['08', 'ID', null],
] as const)('%s as it is written in %s is %s', (digits, country, expected) => {
  expect(parseNumber(digits, country)).toBe(expected);
});
