// Runs inside WhatsApp Web. The names of a person, from one or two entries of the contact collection.

import { textOrNull } from './addresses.js';

export function createNames() {
  const getters = window.require('WAWebContactGetters');
  const { getName, getVerifiedName, getPushname } = getters;
  const contacts = window.require('WAWebCollections').Contact;

  /** The first entry that has this name; an empty one only when there is no better. */
  function pick(models, getter) {
    let found = null;
    for (let n = 0; n < models.length; n += 1) {
      const text = textOrNull(getter(models[n]));
      if (text) return text;
      found ??= text;
    }
    return found;
  }

  function ofEither(first, second, getter) {
    return (
      (first !== null && textOrNull(getter(first))) ||
      (second !== null && textOrNull(getter(second)))
    );
  }

  return {
    /** The four names, taken from the entries in their order. Throws what the entries throw. */
    addressBook: (models) => pick(models, getters.getName),
    short: (models) => pick(models, getters.getShortName),
    verified: (models) => pick(models, getters.getVerifiedName),
    push: (models) => pick(models, getters.getPushname),
    /** The one name to show for a member of a group; null when the page has none or cannot say. */
    ofMember({ phoneWid, lidWid }) {
      try {
        const first = (phoneWid && contacts.get(phoneWid)) || null;
        const second = (lidWid && contacts.get(lidWid)) || null;
        if (first === null && second === null) return null;
        return (
          ofEither(first, second, getName) ||
          ofEither(first, second, getVerifiedName) ||
          ofEither(first, second, getPushname) ||
          null
        );
      } catch {
        return null;
      }
    },
  };
}
