import { type Static, Type } from 'typebox';
import { engineContactSchema } from '../contact-fields.ts';
import { Lid } from '../identity.ts';

/**
 * An individual who is saved in the address book or has a one-to-one chat, or, if asked for, a person of the
 * address book without WhatsApp. `name` is the
 * address-book name, else the verified business name, else the push name, else `@` and the username. Texts
 * are unsanitised, as WhatsApp has them. Null: the page does not know it, also for a picture.
 */
export const EngineContact = Type.Object({
  ...engineContactSchema().properties,
  /** LIDs that WhatsApp maps to the same phone, beside `lid`. Absent: it knows none. */
  older_lids: Type.Optional(Type.Array(Lid)),
});
export type EngineContact = Static<typeof EngineContact>;
