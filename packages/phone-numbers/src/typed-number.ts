import { type Country, numberVariants, parseNumber } from './phone-number.ts';
import { plainText } from './plain-text.ts';

/** A phone number as a person typed or copied it. */
export type TypedNumber = {
  readonly digits: string;
  /** It begins with the code of its country: it has a plus, or stands in a link of WhatsApp. */
  readonly isInternational: boolean;
};

/** Links of WhatsApp to a chat hold the number with the code of its country. */
const CHAT_LINK =
  /^(?:(?:https?:\/\/)?(?:www\.)?(?:wa\.me\/|(?:api|web)\.whatsapp\.com\/send\/?\?(?:[^#]*&)?phone=)|whatsapp:\/\/send\/?\?(?:[^#]*&)?phone=)(?:\+|%2b|%20| )*(\d{1,32})(?:[/?&#].*)?$/i;
/** The number of a link to call or write, without the parameters of the link. */
const CALL_LINK = /^(?:tel|sms|smsto|callto):(?:\/\/)?([^;?]*)/i;
const NUMBER = /^[(\s]*(?:\+[(\s]*)?\d[\d\s()./-]*$/;
/** `+44 (0)20 …`: the zero is for callers within the country. */
const ZERO_AT_HOME = /\(0\)/g;

/** Reads a number in any spelling that phones show or copy. Null: the text is no number. */
export function readTypedNumber(text: string): TypedNumber | null {
  const plain = plainText(text);
  const [, linked] = CHAT_LINK.exec(plain) ?? [];
  if (linked !== undefined) return { digits: linked, isInternational: true };
  const [, called = plain] = CALL_LINK.exec(plain) ?? [];
  if (!NUMBER.test(called)) return null;
  const isInternational = called.includes('+');
  const written = isInternational ? called.replaceAll(ZERO_AT_HOME, '') : called;
  return { digits: written.replaceAll(/\D/g, ''), isInternational };
}

/** Callers of another country begin with this in most countries. */
const ABROAD = '00';

/**
 * The digits with the code of the country, as WhatsApp has them. A number without that code is of the country
 * that is given. Null: the number lacks the code, and no country is given.
 */
export function internationalDigits(
  { digits, isInternational }: TypedNumber,
  country: Country | null,
): string | null {
  if (isInternational) return digits;
  if (!digits.startsWith('0')) return digits;
  if (digits.startsWith(ABROAD)) return digits.slice(ABROAD.length);
  return country === null ? null : parseNumber(digits, country);
}

/**
 * The numbers, as WhatsApp has them, that a typed one can be, the likeliest first: with the code of the country, in
 * the older or newer form of some countries, and as callers write it within the country that is given.
 */
export function possibleNumbers(typed: TypedNumber, country: Country | null): string[] {
  const written = internationalDigits(typed, country);
  const atHome =
    typed.isInternational || country === null ? null : parseNumber(typed.digits, country);
  const numbers = [written, atHome].filter((digits) => digits !== null);
  return [...new Set(numbers.flatMap((digits) => [digits, ...numberVariants(digits)]))];
}
