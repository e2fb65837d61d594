// Runs inside WhatsApp Web. The names of a person, from one or two entries of the contact collection.

import { textOrNull } from './addresses.js';

export function createNames() {
  const getters = window.require('WAWebContactGetters');
  const contacts = window.require('WAWebCollections').Contact;

  /** The first entry that has this name; an empty one only when there is no better. */
  function pick(models, getter) {
    let found = null;
    for (const model of models) {
      const text = textOrNull(getter(model));
      if (text) return text;
      found ??= text;
    }
    return found;
  }

  /** Address-book, short, verified and push name. Throws what the entries throw. */
  function partsOf(models) {
    return [
      pick(models, getters.getName),
      pick(models, getters.getShortName),
      pick(models, getters.getVerifiedName),
      pick(models, getters.getPushname),
    ];
  }

  return {
    partsOf,
    /** The one name to show for a member of a group; null when the page has none or cannot say. */
    ofMember(person) {
      try {
        const models = [person.phoneWid, person.lidWid]
          .map((wid) => wid && contacts.get(wid))
          .filter(Boolean);
        const [addressBook, , verified, push] = partsOf(models);
        return addressBook || verified || push || null;
      } catch {
        return null;
      }
    },
  };
}
