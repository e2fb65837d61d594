import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/**
 * A phone number as people write it in its own country, from the digits of its E.164 form. With `+` and the
 * digits, if it is no number of a known country.
 */
export function nationalNumber(digits: string): string {
  const international = `+${digits}`;
  const number = parsePhoneNumberFromString(international);
  return number?.isPossible() ? number.formatNational() : international;
}
