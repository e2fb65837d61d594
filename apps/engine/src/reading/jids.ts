/** `628…` → `628…@s.whatsapp.net`. */
function phoneJid(phone: string): string {
  return `${phone}@s.whatsapp.net`;
}

/** `1234` → `1234@lid`. */
export function lidJid(lid: string): string {
  return `${lid}@lid`;
}

/** The canonical id of a person: the phone JID where the phone is known, else the LID. Throws an Error without either. */
export function personJid(phone: string | null, lid: string | null): string {
  if (phone !== null) return phoneJid(phone);
  if (lid !== null) return lidJid(lid);
  throw new Error('The person has neither a phone number nor a LID');
}
