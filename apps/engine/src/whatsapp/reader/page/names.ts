// @ts-nocheck
// Runs inside WhatsApp Web. The names of a person, from one or two entries of the contact collection.

import { textOrNull } from './addresses.ts';

const ADDRESS_BOOK = 3;
const VERIFIED = 2;
const CHOSEN = 1;

export function createNames() {
  const getters = window.require('WAWebContactGetters');
  const { getName, getVerifiedName, getPushname } = getters;

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
    /**
     * Notes the name that this entry has for a member of groups, if it is better than what is noted: one
     * from the address book before a verified one before the one that the person chose. Of equals the
     * phone's entry wins. An entry that cannot say leaves the person as they were.
     */
    note(person, model, isLid) {
      try {
        let rank = ADDRESS_BOOK;
        let name = textOrNull(getName(model));
        if (!name) {
          rank = VERIFIED;
          name = textOrNull(getVerifiedName(model));
        }
        if (!name) {
          rank = CHOSEN;
          name = textOrNull(getPushname(model));
        }
        if (!name || rank < person.nameRank || (rank === person.nameRank && isLid)) return;
        person.name = name;
        person.nameRank = rank;
      } catch {
        // The other entry, if there is one, has the word.
      }
    },
  };
}
