import type { AccountSpec } from './account-spec.ts';
import { numbersOf } from './generate-numbers.ts';

/** A person of the address book without a WhatsApp account (WAWebOutContactSync). */
export type OutContact = { phone: string; fullName: string | null; firstName: string | null };

/** Above every person's number, so that no person has the phone. */
export const FIRST_OUT_CONTACT = 4_000_000;
/** One in so many has no name. */
const NAMELESS_EVERY = 5;

/** They draw nothing from the random numbers, so that they change nothing else of an account. */
export function generateOutContacts(spec: AccountSpec): Map<string, OutContact> {
  const made = Array.from({ length: spec.without_whatsapp }, (_, n) => {
    const { phone } = numbersOf(FIRST_OUT_CONTACT + n, spec);
    return outContact(phone, n % NAMELESS_EVERY === NAMELESS_EVERY - 1 ? null : `Rumah ${n + 1}`);
  });
  return new Map(made.map((one) => [one.phone, one]));
}

/** The first name is the first word of the full one. An empty name counts as no name. */
export function outContact(phone: string, name: string | null): OutContact {
  const fullName = name || null;
  return { phone, fullName, firstName: fullName?.trim().split(' ')[0] || null };
}
