import type { PersonTexts } from './person-texts.ts';

/** A picture's address on WhatsApp's picture host; the token rotates while the picture stays. */
export type Picture = { path: string; token: string };

/** A person as the page knows them, with the entries the page's contact collection holds. */
export type Person = PersonTexts & {
  index: number;
  /** E.164 digits. Null while the page cannot know it. */
  phone: string | null;
  /** The number of a person known only by LID, for revealing it later. */
  hiddenPhone: string | null;
  lid: string | null;
  /** LIDs that the person had before; the page keeps their entries. */
  olderLids: string[];
  hasPhoneEntry: boolean;
  hasLidEntry: boolean;
  /** True: the LID entry itself holds the phone number. False: only the page's LID cache does. */
  lidEntryHasPhone: boolean;
  isSaved: boolean;
  /** An address-book entry of its own kind, which stays when the phone becomes known (WAWebLidContactSync). */
  savedByUsername: boolean;
  isBusiness: boolean;
  isEnterprise: boolean;
  /** A business on WhatsApp's own servers: its entries carry their addresses, with the device 99. */
  isHosted: boolean;
  /** Of a business: WhatsApp has verified its name. */
  isVerified: boolean;
  isBlocked: boolean;
  hasChat: boolean;
  /** The one-to-one chat is stored under the LID. */
  chatUnderLid: boolean;
  picture: Picture | null;
  /** Ids of labels. */
  labels: string[];
};

/** The user's own entry is always the first person of an account. */
export const OWN_INDEX = 0;

/** Saved in the address book, or with a one-to-one chat. Never the user's own entry. */
export function isContact(person: Person): boolean {
  return person.index !== OWN_INDEX && (person.isSaved || person.hasChat);
}

/** The id of the API and the database: the phone JID if the number is known, else the LID. */
export function canonicalId(person: Person): string {
  return person.phone ? `${person.phone}@s.whatsapp.net` : `${person.lid}@lid`;
}

export function pictureUrl(picture: Picture | null): string | null {
  return picture && `https://pps.whatsapp.net${picture.path}?ccb=11-4&oh=${picture.token}`;
}
