// Runs inside WhatsApp Web. Where the page has each text of a contact.

import type { TextFieldName } from '@grabber/contracts/contact-fields';
import { textOrNull } from './addresses.ts';
import { pageModule } from './modules.ts';
import type { ContactEntry } from './persons.ts';
import type { Pictures } from './pictures.ts';
import type { ContactModel } from './whatsapp-web.ts';

/** Reads one text of a contact. Throws what the page's models throw. */
type ReadText = (entry: ContactEntry) => string | null;

/** The readers of the texts with these names, in their order. */
export function createContactTexts(
  order: readonly TextFieldName[],
  picture: Pictures,
): readonly ReadText[] {
  const getters = pageModule('WAWebContactGetters');
  const texts: Readonly<Record<TextFieldName, ReadText>> = {
    address_book_name: ({ models }) => pick(models, getters.getName),
    short_name: ({ models }) => pick(models, getters.getShortName),
    verified_name: ({ models }) => pick(models, getters.getVerifiedName),
    push_name: ({ models }) => pick(models, getters.getPushname),
    about: ({ models }) => pick(models, (model) => model.textStatusString),
    profile_picture: ({ person }) => picture(person.phoneWid) ?? picture(person.lidWid),
  };
  return order.map((name) => texts[name]);
}

/** The first entry that has the text; an empty one only when there is no better. */
function pick(
  models: readonly ContactModel[],
  getter: (model: ContactModel) => unknown,
): string | null {
  let found: string | null = null;
  for (const model of models) {
    const text = textOrNull(getter(model));
    if (text) return text;
    found ??= text;
  }
  return found;
}
