// Runs inside WhatsApp Web. The names of a person, from one or two entries of the contact collection.

import { textOrNull } from './addresses.ts';
import { pageModule } from './modules.ts';
import type { Person } from './persons.ts';
import type { ContactModel } from './whatsapp-web.ts';

type Pick = (models: readonly ContactModel[]) => string | null;

export type Names = {
  /** The four names, taken from the entries in their order. Throws what the entries throw. */
  readonly addressBook: Pick;
  readonly short: Pick;
  readonly verified: Pick;
  readonly push: Pick;
  /**
   * Notes the name that this entry has for a member of groups, if it is better than the name noted so far.
   * A name from the address book beats a verified one, which beats the one that the person chose. Of
   * equals the phone's entry wins. An entry that throws changes nothing.
   */
  note(person: Person, model: ContactModel, isLid: boolean): void;
};

const ADDRESS_BOOK = 3;
const VERIFIED = 2;
const CHOSEN = 1;

export function createNames(): Names {
  const getters = pageModule('WAWebContactGetters');
  const { getName, getVerifiedName, getPushname } = getters;

  /** The name of the first entry that has one; an empty name only when all are empty. */
  function pick(models: readonly ContactModel[], getter: (model: ContactModel) => unknown) {
    let found: string | null = null;
    for (const model of models) {
      const text = textOrNull(getter(model));
      if (text) return text;
      found ??= text;
    }
    return found;
  }

  return {
    addressBook: (models) => pick(models, getters.getName),
    short: (models) => pick(models, getters.getShortName),
    verified: (models) => pick(models, getters.getVerifiedName),
    push: (models) => pick(models, getters.getPushname),
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
        // The person may have another entry.
      }
    },
  };
}
