import { plainText } from '@grabber/phone-numbers/plain-text';
import { internationalDigits } from '@grabber/phone-numbers/typed-number';
import { parseAddress, withVariants } from '../contacts/contact-address.ts';

/** How a request names a person. */
export type NamedPerson =
  /** Also the JIDs of the other forms of the number. */
  | { readonly by: 'address'; readonly jids: readonly string[] }
  /** Without the `@`. */
  | { readonly by: 'username'; readonly username: string };

const E164_DIGITS = /^[1-9]\d{4,18}$/;
const USERNAME = /^@[\p{L}\p{N}._]{1,64}$/u;

/**
 * Reads a number with its country code, a whole address, or `@username`. Null: the text is none of them, or
 * names a group.
 */
export function parsePerson(text: string): NamedPerson | null {
  const plain = plainText(text);
  if (USERNAME.test(plain)) return { by: 'username', username: plain.slice(1).toLowerCase() };
  const address = parseAddress(text);
  if (address === null) return null;
  if (address.form === 'number') {
    const digits = internationalDigits(address.typed, null);
    if (digits === null || !E164_DIGITS.test(digits)) return null;
    return { by: 'address', jids: withVariants(`${digits}@s.whatsapp.net`) };
  }
  if (address.jid.endsWith('@g.us')) return null;
  return { by: 'address', jids: withVariants(address.jid) };
}
