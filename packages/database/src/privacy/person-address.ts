import { parseAddress } from '../contacts/contact-address.ts';

/** How a request names a person. */
export type NamedPerson =
  | { readonly by: 'address'; readonly jid: string }
  /** Without the `@`. */
  | { readonly by: 'username'; readonly username: string };

/** What people type around the digits of a number. */
const DECORATION = /[\s().+\-\u00a0\u2010\u2011\u202a-\u202e\u2066-\u2069]/g;
const E164_DIGITS = /^[1-9]\d{4,18}$/;
const USERNAME = /^@[\p{L}\p{N}._]{1,64}$/u;

/**
 * Reads a number with its country code, a whole address, or `@username`. Null: the text is none of them, or
 * names a group.
 */
export function parsePerson(text: string): NamedPerson | null {
  const plain = text.trim();
  if (USERNAME.test(plain)) return { by: 'username', username: plain.slice(1).toLowerCase() };
  const digits = plain.replaceAll(DECORATION, '');
  if (E164_DIGITS.test(digits)) return { by: 'address', jid: `${digits}@s.whatsapp.net` };
  const address = parseAddress(plain);
  if (address?.form !== 'whole' || address.jid.endsWith('@g.us')) return null;
  return { by: 'address', jid: address.jid };
}
