import { describeNumber } from '@grabber/phone-numbers/phone-number';

/** The fields of an answer that are made of a stored number. */
export type PhoneField = 'phone_e164' | 'phone_national' | 'country';

/** The number as one dials it, as it is written within its country, and that country. */
export function phoneFields(phone_number: string | null): Record<PhoneField, string | null> {
  if (phone_number === null) return { phone_e164: null, phone_national: null, country: null };
  const { e164, national, country } = describeNumber(phone_number);
  return { phone_e164: e164, phone_national: national, country };
}
