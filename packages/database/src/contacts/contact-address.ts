/** An address of a person or group as a client writes it. */
export type ContactAddress =
  /** With its server, in the spelling of the database. */
  | { readonly form: 'whole'; readonly jid: string }
  /** Digits alone. They are a phone number where an address is asked for, and never a LID. */
  | { readonly form: 'digits'; readonly digits: string; readonly hasPlus: boolean };

const PERSON = /^(\d{1,32})@(c\.us|s\.whatsapp\.net|lid)$/;
const GROUP = /^\d{1,32}(?:-\d{1,32})?@g\.us$/;
const DIGITS = /^(\+?)(\d{1,32})$/;

/** Reads an address in any of its spellings. Null: the text is not an address. */
export function parseAddress(text: string): ContactAddress | null {
  const plain = decodeAgain(text).trim().toLowerCase();
  const [, user, server] = PERSON.exec(plain) ?? [];
  if (user !== undefined) {
    return { form: 'whole', jid: server === 'lid' ? `${user}@lid` : phoneJid(user) };
  }
  if (GROUP.test(plain)) return { form: 'whole', jid: plain };
  const [, plus, digits] = DIGITS.exec(plain) ?? [];
  return digits === undefined ? null : { form: 'digits', digits, hasPlus: plus === '+' };
}

/** The JID that an address stands for; digits alone stand for a phone number. Null: the text is no address. */
export function jidOf(text: string): string | null {
  const address = parseAddress(text);
  if (address === null) return null;
  return address.form === 'whole' ? address.jid : phoneJid(address.digits);
}

/** The JID in a text that is an address with its server; else null. */
export function wholeJidOf(text: string): string | null {
  const address = parseAddress(text);
  return address?.form === 'whole' ? address.jid : null;
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
