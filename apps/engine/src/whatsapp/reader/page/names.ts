// Runs inside WhatsApp Web. The name of a group's member, from one or two entries of the contact collection.

import { textOrNull } from './addresses.ts';
import type { Person } from './persons.ts';
import type { ContactModel } from './whatsapp-web.ts';

export type Names = {
  /**
   * Notes the name that this entry has for a member of groups, if it is better than the name noted so far.
   * A name from the address book beats a verified one, which beats the one that the person chose, which
   * beats the username. Of equals the phone's entry wins. Notes the masked number, too. An entry that throws
   * changes nothing.
   */
  note(person: Person, model: ContactModel, isLid: boolean): void;
};

const ADDRESS_BOOK = 4;
const VERIFIED = 3;
const CHOSEN = 2;
const USERNAME = 1;

export function createNames(): Names {
  return {
    note(person, model, isLid) {
      try {
        let rank = ADDRESS_BOOK;
        let name = textOrNull(model.name);
        if (!name) {
          rank = VERIFIED;
          name = textOrNull(model.verifiedName);
        }
        if (!name) {
          rank = CHOSEN;
          name = textOrNull(model.pushname);
        }
        if (!name) {
          rank = USERNAME;
          const username = textOrNull(model.username);
          name = username ? `@${username}` : null;
        }
        if (person.phone === null) person.masked ??= textOrNull(model.displayNameLID) || null;
        if (!name || rank < person.nameRank || (rank === person.nameRank && isLid)) return;
        person.name = name;
        person.nameRank = rank;
      } catch {
        // The person may have another entry.
      }
    },
  };
}
