// Runs inside WhatsApp Web. Addresses of pictures that the page already holds; it never asks for one.

import { addressOf, countAddresses, NO_ADDRESS } from './address-numbers.ts';
import { urlOrNull } from './addresses.ts';
import { pageModule } from './modules.ts';
import type { Person } from './persons.ts';
import type { Wid } from './whatsapp-web.ts';

const PICTURES_PER_STEP = 500;

export type Pictures = {
  /** Notes all pictures; until then none is known. Yields after each step. */
  index(): Generator<undefined, void>;
  ofPerson(person: Person): string | null;
  ofGroup(wid: Wid): string | null;
};

/**
 * Goes through the collection once. Its `get` marks a picture older than a week as stale, and the page then
 * asks WhatsApp for each of them (WAWebProfilePicThumbCollection).
 */
export function createPictures(): Pictures {
  const thumbs = pageModule('WAWebCollections').ProfilePicThumb;
  /** By the number of the person's address. */
  const ofPersons: (string | undefined)[] = new Array(countAddresses()).fill(undefined);
  const ofGroups = new Map<string, string>();

  function at(address: number): string | undefined {
    return address === NO_ADDRESS ? undefined : ofPersons[address];
  }

  function note({ id, eurl }: { readonly id: Wid; readonly eurl?: unknown }) {
    const url = urlOrNull(eurl);
    if (url === null) return;
    const address = addressOf(id);
    if (address === NO_ADDRESS) ofGroups.set(id.user, url);
    else ofPersons[address] = url;
  }

  return {
    *index() {
      // Without them pictures are unknown; the session's status says why.
      if (typeof thumbs?.getModelsArray !== 'function') return;
      const models = thumbs.getModelsArray().slice();
      for (let n = 0; n < models.length; n += 1) {
        try {
          note(models[n] as (typeof models)[number]);
        } catch {
          // Unknown, like a missing picture: a read goes on without it.
        }
        if (n % PICTURES_PER_STEP === 0) yield;
      }
    },
    ofPerson: ({ phoneAddress, lidAddress }) => at(phoneAddress) ?? at(lidAddress) ?? null,
    ofGroup: ({ user }) => ofGroups.get(user) ?? null,
  };
}
