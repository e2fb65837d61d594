// Runs inside WhatsApp Web. Where the page has each text of a contact.

import type { TextFieldName } from '@grabber/contracts/contact-fields';
import { textOrNull } from './addresses.ts';
import { isoOrNull, lastActivity, mutedUntil } from './chat-facts.ts';
import type { ContactEntry } from './persons.ts';
import type { Pictures } from './pictures.ts';
import type { ContactModel } from './whatsapp-web.ts';

/** Reads one text of a contact. Throws what the page's models throw. */
type ReadText = (entry: ContactEntry) => string | null;

/**
 * The readers of the texts with these names, in their order. They read the properties of the models: the page's
 * getters hold the same values, and keep each in a cache without a bound (WAWebGetters).
 */
export function createContactTexts(
  order: readonly TextFieldName[],
  pictures: Pictures,
): readonly ReadText[] {
  const texts: Readonly<Record<TextFieldName, ReadText>> = {
    address_book_name: ({ models }) => pick(models, (model) => model.name),
    short_name: ({ models }) => pick(models, (model) => model.shortName),
    verified_name: ({ models }) => pick(models, (model) => model.verifiedName),
    push_name: ({ models }) => pick(models, (model) => model.pushname),
    username: ({ models }) => pick(models, (model) => model.username),
    masked_number: ({ models }) => pick(models, (model) => model.displayNameLID),
    about: ({ models }) => pick(models, (model) => model.textStatusString),
    business_kind: ({ models }) => businessKind(models),
    verified_level: ({ models }) => verifiedLevel(models),
    last_activity_at: ({ chat }) => (chat ? isoOrNull(lastActivity(chat)) : null),
    muted_until: ({ chat }) => (chat ? isoOrNull(mutedUntil(chat)) : null),
    profile_picture: ({ person }) => pictures.ofPerson(person),
  };
  return order.map((name) => texts[name]);
}

/** The first entry that has the text; an empty one only when there is no better. */
function pick(
  models: readonly ContactModel[],
  textOf: (model: ContactModel) => unknown,
): string | null {
  let found: string | null = null;
  for (let n = 0; n < models.length; n += 1) {
    const text = textOrNull(textOf(models[n] as ContactModel));
    if (text) return text;
    found ??= text;
  }
  return found;
}

/** WAWebBizUpdateContactsWithVerifiedNamesAction sets both flags of all entries of a business. */
function businessKind(models: readonly ContactModel[]): string | null {
  let kind: string | null = null;
  for (let n = 0; n < models.length; n += 1) {
    const model = models[n] as ContactModel;
    if (model.isEnterprise === true) return 'enterprise';
    if (model.isSmb === true) kind = 'small';
  }
  return kind;
}

/** The levels of WAWebBusinessProfileTypes; 0 is unknown. */
const VERIFIED_LOW = 1;
const VERIFIED_HIGH = 2;

function verifiedLevel(models: readonly ContactModel[]): string | null {
  let level: string | null = null;
  for (let n = 0; n < models.length; n += 1) {
    const model = models[n] as ContactModel;
    if (model.isBusiness !== true) continue;
    if (model.verifiedLevel === VERIFIED_HIGH) return 'high';
    if (model.verifiedLevel === VERIFIED_LOW) level = 'low';
  }
  return level;
}
