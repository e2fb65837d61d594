import type { EngineContact } from '@grabber/contracts/engine/contact';
import type { ContactTuple } from './account-reader.ts';
import { CONTACT_BLOCKED, CONTACT_BUSINESS, CONTACT_SAVED } from './flags-and-roles.ts';
import { lidJid, personJid } from './jids.ts';

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
    is_saved: (flags & CONTACT_SAVED) !== 0,
    is_business: (flags & CONTACT_BUSINESS) !== 0,
    is_blocked: (flags & CONTACT_BLOCKED) !== 0,
    profile_picture: picture,
  };
}
