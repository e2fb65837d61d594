import type { EngineContact } from '@grabber/contracts/engine/contact';
import type { ContactTuple } from './account-reader.ts';
import { lidJid, personJid } from './jids.ts';

// The bits of a contact's flags; page/read-contacts.ts sets them.
const SAVED = 1;
const BUSINESS = 2;
const BLOCKED = 4;

/** The page's tuple as a contact of the contract. */
export function mapContact(tuple: ContactTuple): EngineContact {
  const [phone, lid, addressBookName, shortName, verifiedName, pushName, flags, picture] = tuple;
  return {
    contact_id: personJid(phone, lid),
    lid: lid === null ? null : lidJid(lid),
    phone_number: phone,
    name: addressBookName || verifiedName || pushName || null,
    address_book_name: addressBookName,
    short_name: shortName,
    verified_name: verifiedName,
    push_name: pushName,
    is_saved: (flags & SAVED) !== 0,
    is_business: (flags & BUSINESS) !== 0,
    is_blocked: (flags & BLOCKED) !== 0,
    profile_picture: picture,
  };
}
