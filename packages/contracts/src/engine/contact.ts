import { type Static, Type } from 'typebox';
import { Lid, PersonJid, PhoneNumber } from '../identity.ts';
import { Nullable } from '../nullable.ts';

/**
 * An individual who is saved in the address book or has a one-to-one chat.
 * Names are as WhatsApp has them (unsanitised); null means that the page does not know.
 */
export const EngineContact = Type.Object({
  contact_id: PersonJid,
  lid: Nullable(Lid),
  phone_number: Nullable(PhoneNumber),
  /** The address-book name, else the verified business name, else the push name. */
  name: Nullable(Type.String()),
  address_book_name: Nullable(Type.String()),
  short_name: Nullable(Type.String()),
  verified_name: Nullable(Type.String()),
  push_name: Nullable(Type.String()),
  is_saved: Type.Boolean(),
  is_business: Type.Boolean(),
  is_blocked: Type.Boolean(),
  /** Only what the page already holds; null means unknown, not "no picture". */
  profile_picture: Nullable(Type.String()),
});
export type EngineContact = Static<typeof EngineContact>;
