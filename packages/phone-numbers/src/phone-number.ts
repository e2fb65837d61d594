import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { writeNumber } from './numbering-plan.ts';

/** Two letters, as ISO 3166 has them. */
export type Country = CountryCode;

/** A number as people and other programs want it. */
export type DescribedNumber = {
  /** `+` and the digits that one dials, at most 15. Null: no number is so long. */
  readonly e164: string | null;
  /** As it is written within its country. Null: no country has the number's code. */
  readonly national: string | null;
  /** Null: no country has the number, or several have its code and none the number. */
  readonly country: Country | null;
};

/**
 * Some countries changed their numbers, and WhatsApp keeps the form in which an account was registered. `length`: of
 * a whole number in that form.
 */
const OTHER_FORMS = [
  // Brazil put a 9 before mobile numbers.
  { form: /^55([1-9]\d)9([6-9]\d{0,7})$/, length: 13, other: '55$1$2' },
  { form: /^55([1-9]\d)([6-9]\d{0,7})$/, length: 12, other: '55$19$2' },
  // Mexico gave up the 1 before mobile numbers.
  { form: /^521(\d{1,10})$/, length: 13, other: '52$1' },
  { form: /^52([2-9]\d{0,9})$/, length: 12, other: '521$1' },
  // Argentina has a 9 before mobile numbers, which many leave out.
  { form: /^549(\d{1,10})$/, length: 13, other: '54$1' },
  { form: /^54([1-8]\d{0,9})$/, length: 12, other: '549$1' },
] as const;

/** The same number in the forms of other years or habits. The digits begin with the code of the country. */
export function numberVariants(digits: string): string[] {
  return otherForms(digits, (length) => digits.length === length);
}

/** The same for the first digits of a number. */
export function prefixVariants(digits: string): string[] {
  return otherForms(digits, () => true);
}

function otherForms(digits: string, isFit: (length: number) => boolean): string[] {
  return OTHER_FORMS.filter(({ form, length }) => isFit(length) && form.test(digits)).map(
    ({ form, other }) => digits.replace(form, other),
  );
}

/** The digits of a number as callers write it within a country, with the code of its country. Null: it is not a number. */
export function parseNumber(digits: string, country: Country): string | null {
  const parsed = parsePhoneNumberFromString(digits, { defaultCountry: country, extract: false });
  return parsed?.isPossible() ? parsed.number.slice(1) : null;
}

/** The country of a number with the code of its country. */
export function countryOf(digits: string): Country | null {
  return parsePhoneNumberFromString(`+${digits}`)?.country ?? null;
}

const MAX_E164_DIGITS = 15;

/** Describes the digits of a number as WhatsApp has them. */
export function describeNumber(digits: string): DescribedNumber {
  if (digits.length > MAX_E164_DIGITS) return { e164: null, national: null, country: null };
  const dialled = dialledDigits(digits);
  const e164 = `+${dialled}`;
  const written = writeNumber(dialled);
  if (written !== undefined) return { e164, ...written };
  const parsed = parsePhoneNumberFromString(e164);
  return {
    e164,
    national: parsed?.formatNational() ?? null,
    country: parsed?.country ?? null,
  };
}

/** In Brazil and Mexico WhatsApp's older forms cannot be dialled any more. */
const NOT_DIALLED = /^(?:521\d{10}|55[1-9]\d[6-9]\d{7})$/;

/** The digits that one dials, of those that WhatsApp has. */
export function dialledDigits(digits: string): string {
  if (!NOT_DIALLED.test(digits)) return digits;
  if (isValid(digits)) return digits;
  const [other] = numberVariants(digits);
  return other !== undefined && isValid(other) ? other : digits;
}

function isValid(digits: string): boolean {
  return parsePhoneNumberFromString(`+${digits}`)?.isValid() === true;
}
