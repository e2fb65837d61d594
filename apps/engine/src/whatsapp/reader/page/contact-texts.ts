// Runs inside WhatsApp Web. Where the page has each text of a contact.

import type { TextFieldName } from '@grabber/contracts/contact-fields';
import { textOrNull } from './addresses.ts';
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
