// Runs inside WhatsApp Web. The people of the address book who have no WhatsApp account.

import type { TextFieldName } from '@grabber/contracts/contact-fields';
import type { ContactTuple } from '../../../reading/account-reader.ts';
import {
  CONTACT_BLOCKED_UNKNOWN,
  CONTACT_SAVED,
  CONTACT_WITHOUT_WHATSAPP,
} from '../../../reading/flags-and-roles.ts';
import { isUsable, textOrNull } from './addresses.ts';
import { moduleOrNull } from './modules.ts';
import type { Output } from './output.ts';
import type { Persons } from './persons.ts';
import { hasApplied } from './sync-signals.ts';
import { delay, type Steps, waitFor } from './tasks.ts';
import type { OutContactRow } from './whatsapp-web.ts';

/** The collection of the app state that brings them (WAWebOutContactSync): first the rows, then its version. */
const OUT_CONTACTS_COLLECTION = 'regular_low';
const OUT_CONTACTS_PATIENCE_MS = 5_000;
const OUT_CONTACTS_PER_STEP = 50;
const PHONE_SERVER = '@s.whatsapp.net';
const OUT_CONTACT_FLAGS = CONTACT_SAVED + CONTACT_WITHOUT_WHATSAPP + CONTACT_BLOCKED_UNKNOWN;

/**
 * Yields after each unit of work. Reads the table of the page's database: the collection in memory
 * (WAWebOutContactCollection) is filled from it without a sign that it is whole. Who is a contact is on WhatsApp
 * and is left out. Answers whether the page has given all of them.
 */
export function* readWithoutWhatsApp({
  persons,
  texts,
  out,
}: {
  readonly persons: Persons;
  /** The texts of a contact's tuple. */
  readonly texts: readonly TextFieldName[];
  readonly out: Output;
}): Steps<boolean> {
  const isApplied = yield* waitFor(hasApplied(OUT_CONTACTS_COLLECTION));
  const rows = yield* waitFor(allRows());
  let isWhole = isApplied === true && rows !== null;

  /** False: this is no person that could be read. */
  function add({ id, fullName, firstName }: OutContactRow): boolean {
    const phone = phoneOf(id);
    if (phone === null) return false;
    const person = persons.known(`${phone}@c.us`);
    if (person !== null && (person.listed || person === persons.own)) return true;
    const tuple: ContactTuple = [phone, person?.lid ?? null, OUT_CONTACT_FLAGS];
    for (let n = 0; n < texts.length; n += 1) {
      const name = texts[n];
      if (name === 'address_book_name') tuple.push(textOrNull(fullName));
      else tuple.push(name === 'short_name' ? textOrNull(firstName) : null);
    }
    out.contactWithoutWhatsApp(tuple);
    return true;
  }

  for (let n = 0; n < (rows?.length ?? 0); n += 1) {
    try {
      if (!add(rows?.[n] as OutContactRow)) isWhole = false;
    } catch {
      isWhole = false;
    }
    if (n % OUT_CONTACTS_PER_STEP === 0 || out.isFull()) yield;
  }
  return isWhole;
}

/** Null: the database did not give them. Never rejects. */
async function allRows(): Promise<readonly OutContactRow[] | null> {
  try {
    const asked = moduleOrNull('WAWebDBOutContactDatabaseApi')?.getAllOutContacts?.();
    const rows = await Promise.race([asked, delay(OUT_CONTACTS_PATIENCE_MS)]);
    return Array.isArray(rows) ? rows : null;
  } catch {
    return null;
  }
}

function phoneOf(id: unknown): string | null {
  if (typeof id !== 'string' || !id.endsWith(PHONE_SERVER)) return null;
  const user = id.slice(0, -PHONE_SERVER.length);
  return isUsable('phone', user) ? user : null;
}
