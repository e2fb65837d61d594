const ROW = /^[1-9]\d{0,14}$/;

export type NamedPerson = {
  /** The number of the row in its account. Absent: not known. */
  readonly row?: number | undefined;
  readonly lid?: string | null;
  readonly contactId: string;
};

/**
 * What a page's address calls a person: without the phone number, which `contact_id` has. Null: the number is all that
 * is known.
 */
export function personAddress({ row, lid, contactId }: NamedPerson): number | string | null {
  return row ?? lid ?? (contactId.endsWith('@lid') ? contactId : null);
}

/** The number of a row, as an address says it, or a `contact_id`, which older addresses have. */
export function readPerson(said: unknown): number | string | undefined {
  if (typeof said !== 'string' && typeof said !== 'number') return undefined;
  if (ROW.test(String(said))) return Number(said);
  return said === '' ? undefined : String(said);
}
