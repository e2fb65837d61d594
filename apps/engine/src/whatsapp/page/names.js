// Runs inside WhatsApp Web. The names of a person, from one or two entries of the contact collection.

import { textOrNull } from './addresses.js';

export function createNames() {
  const getters = window.require('WAWebContactGetters');
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

  return {
    /** The four names, taken from the entries in their order. Throws what the entries throw. */
    addressBook: (models) => pick(models, getters.getName),
    short: (models) => pick(models, getters.getShortName),
    verified: (models) => pick(models, getters.getVerifiedName),
    push: (models) => pick(models, getters.getPushname),
    /** The one name to show for a member of a group; null when the page has none or cannot say. */
    ofMember({ phoneWid, lidWid }) {
      try {
        const models = [];
        for (const wid of [phoneWid, lidWid]) {
          const model = wid && contacts.get(wid);
          if (model) models.push(model);
        }
        return (
          pick(models, getters.getName) ||
          pick(models, getters.getVerifiedName) ||
          pick(models, getters.getPushname) ||
          null
        );
      } catch {
        return null;
      }
    },
  };
}
