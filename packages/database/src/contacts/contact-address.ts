import { type Country, numberVariants } from '@grabber/phone-numbers/phone-number';
import { plainText } from '@grabber/phone-numbers/plain-text';
import {
  possibleNumbers,
  readTypedNumber,
  type TypedNumber,
} from '@grabber/phone-numbers/typed-number';

/** An address of a person or group as a client writes it. */
export type ContactAddress =
  /** With its server, in the spelling of the database. */
  | { readonly form: 'whole'; readonly jid: string }
  /** A phone number. Digits alone are one, too, and never a LID. */
  | { readonly form: 'number'; readonly typed: TypedNumber };

const PERSON = /^(\d{1,32})@(c\.us|s\.whatsapp\.net|lid)$/;
const GROUP = /^\d{1,32}(?:-\d{1,32})?@g\.us$/;
const PHONE = /^(\d+)@s\.whatsapp\.net$/;
const MAX_DIGITS = 32;

/** Reads an address in any of its spellings. Null: the text is not an address. */
export function parseAddress(text: string): ContactAddress | null {
  const decoded = decodeAgain(text);
  const plain = plainText(decoded).toLowerCase();
  const [, user, server] = PERSON.exec(plain) ?? [];
  if (user !== undefined) {
    return { form: 'whole', jid: server === 'lid' ? `${user}@lid` : phoneJid(user) };
  }
  if (GROUP.test(plain)) return { form: 'whole', jid: plain };
  const typed = readTypedNumber(decoded);
  return typed === null || typed.digits.length > MAX_DIGITS ? null : { form: 'number', typed };
}

/**
 * The JIDs that an address can stand for, the likeliest first. A number without the code of a country is of the
 * country that is given.
 */
export function jidsOf(text: string, country: Country | null): string[] {
  const address = parseAddress(text);
  if (address === null) return [];
  if (address.form === 'whole') return withVariants(address.jid);
  return possibleNumbers(address.typed, country).map(phoneJid);
}

/** The JIDs that a text stands for that is an address with its server; else none. */
export function wholeJidsOf(text: string): string[] {
  const address = parseAddress(text);
  return address?.form === 'whole' ? withVariants(address.jid) : [];
}

/** A phone's JID, and those of the other forms of its number. */
export function withVariants(jid: string): string[] {
  const [, digits] = PHONE.exec(jid) ?? [];
  return digits === undefined ? [jid] : [jid, ...numberVariants(digits).map(phoneJid)];
}

/**
 * SQL: the id of the row that has this address in this session, or that had it last. One row at most: no two
 * rows of a session have one address.
 */
export function rowOfAddress(session: string, jid: string): string {
  return `(SELECT found.id FROM (
      SELECT id FROM contacts WHERE session_id = ${session} AND contact_id = ${jid}
      UNION ALL SELECT id FROM contacts WHERE session_id = ${session} AND lid = ${jid}
      UNION ALL SELECT contact_row_id FROM contact_aliases
        WHERE session_id = ${session} AND address = ${jid}
    ) found LIMIT 1)`;
}

function phoneJid(digits: string): string {
  return `${digits}@s.whatsapp.net`;
}

/** HTTP decodes a text once, and some clients encode it twice. No address has a percent sign. */
function decodeAgain(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
