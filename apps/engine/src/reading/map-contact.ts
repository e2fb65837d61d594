import { TEXT_FIELDS, type TextFieldName } from '@grabber/contracts/contact-fields';
import type { EngineContact } from '@grabber/contracts/engine/contact';
import type { ContactColumns, ReadChunk } from './account-reader.ts';
import {
  CONTACT_ARCHIVED,
  CONTACT_BLOCKED,
  CONTACT_BLOCKED_UNKNOWN,
  CONTACT_BUSINESS,
  CONTACT_HAS_CHAT,
  CONTACT_LABELS_KNOWN,
  CONTACT_LOCK_KNOWN,
  CONTACT_LOCKED,
  CONTACT_MUTED,
  CONTACT_SAVED,
  CONTACT_WITHOUT_WHATSAPP,
} from './flags-and-roles.ts';
import { lidJid, personJid } from './jids.ts';

/** Copied for each contact: to set a property that is there costs less than to add it. */
const NO_TEXTS = Object.fromEntries(TEXT_FIELDS.map((name) => [name, null])) as Readonly<
  Record<TextFieldName, string | null>
>;

/** The page's contacts as those of the contract. */
export function mapContacts({
  contacts: columns,
  olderLids,
  labels,
}: Pick<ReadChunk, 'contacts' | 'olderLids' | 'labels'>): EngineContact[] {
  const contacts: EngineContact[] = [];
  for (let n = 0; n < columns.count; n += 1) contacts.push(contactAt(columns, n));
  for (const [at, lids] of olderLids) {
    const contact = contacts[at];
    if (contact) contact.older_lids = lids.map(lidJid);
  }
  for (const [at, names] of labels) {
    const contact = contacts[at];
    if (contact) contact.labels = [...names];
  }
  return contacts;
}

function contactAt({ phones, lids, flags, texts }: ContactColumns, at: number): EngineContact {
  const phone = phones[at] || null;
  const lid = lids[at] || null;
  const bits = Number(flags[at]);
  const hasChat = (bits & CONTACT_HAS_CHAT) !== 0;
  const contact: EngineContact = {
    ...NO_TEXTS,
    contact_id: personJid(phone, lid),
    lid: lid === null ? null : lidJid(lid),
    phone_number: phone,
    name: null,
    is_saved: (bits & CONTACT_SAVED) !== 0,
    on_whatsapp: (bits & CONTACT_WITHOUT_WHATSAPP) === 0,
    is_business: (bits & CONTACT_BUSINESS) !== 0,
    is_blocked: (bits & CONTACT_BLOCKED_UNKNOWN) !== 0 ? null : (bits & CONTACT_BLOCKED) !== 0,
    is_archived: hasChat ? (bits & CONTACT_ARCHIVED) !== 0 : null,
    is_muted: hasChat ? (bits & CONTACT_MUTED) !== 0 : null,
    is_locked: (bits & CONTACT_LOCK_KNOWN) !== 0 ? (bits & CONTACT_LOCKED) !== 0 : null,
    labels: (bits & CONTACT_LABELS_KNOWN) !== 0 ? [] : null,
  };
  for (let n = 0; n < TEXT_FIELDS.length; n += 1) {
    const text = texts[n]?.[at] ?? null;
    if (text !== null) contact[TEXT_FIELDS[n] as TextFieldName] = text;
  }
  const { address_book_name, verified_name, push_name, username } = contact;
  contact.name =
    address_book_name || verified_name || push_name || (username ? `@${username}` : null);
  return contact;
}
