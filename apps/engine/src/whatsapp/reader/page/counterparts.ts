// Runs inside WhatsApp Web. The LID of a phone and the phone of a LID, as far as the page knows them.

import { pageModule } from './modules.ts';
import type { Wid } from './whatsapp-web.ts';

export type Counterparts = {
  lidOf(phoneWid: Wid): Wid | null;
  phoneOf(lidWid: Wid): Wid | null;
};

type PhoneSource = (lidWid: Wid) => Wid | string | null | undefined;

/** Uses the page's own data alone: no lookup asks WhatsApp. Addresses come without a device. */
export function createCounterparts(): Counterparts {
  const { createWid } = pageModule('WAWebWidFactory');
  const { getCurrentLid, getPhoneNumber } = pageModule('WAWebApiContact');
  const contacts = pageModule('WAWebCollections').Contact;
  const phoneSources: PhoneSource[] = [
    getPhoneNumber,
    (lidWid) => contacts.get(lidWid)?.phoneNumber,
  ];

  return {
    lidOf: (phoneWid) => getCurrentLid(phoneWid) ?? null,
    /** When a source throws, the next is tried. The first error is thrown when no source knows. */
    phoneOf(lidWid) {
      let problem: { error: unknown } | null = null;
      for (const phoneSource of phoneSources) {
        try {
          const found = phoneSource(lidWid);
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
