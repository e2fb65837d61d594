// @ts-nocheck
// Runs inside WhatsApp Web. The LID of a phone and the phone of a LID, as far as the page knows them.

import { moduleOrNull } from './modules.ts';

/** Nothing here makes WhatsApp Web ask its server. Addresses come without a device. */
export function createCounterparts() {
  const { createWid } = window.require('WAWebWidFactory');
  const { getCurrentLid, getPhoneNumber } = window.require('WAWebApiContact');
  const contacts = window.require('WAWebCollections').Contact;
  const toPhone = moduleOrNull('WAWebLidMigrationUtils')?.toPn;
  const phoneSources = [(lidWid) => contacts.get(lidWid)?.phoneNumber, getPhoneNumber];
  if (toPhone) phoneSources.push(toPhone);

  return {
    lidOf: (phoneWid) => getCurrentLid(phoneWid) ?? null,
    /** One source that throws leaves the word to the next; what it threw counts when none knows. */
    phoneOf(lidWid) {
      let problem = null;
      for (let n = 0; n < phoneSources.length; n += 1) {
        try {
          const found = phoneSources[n](lidWid);
          if (found) return typeof found === 'string' ? createWid(found) : found;
        } catch (error) {
          problem ??= { error };
        }
      }
      if (problem) throw problem.error;
      return null;
    },
  };
}
