import type { Static } from 'typebox';
import { engineContactSchema } from '../contact-fields.ts';

/**
 * An individual who is saved in the address book or has a one-to-one chat. `name` is the
 * address-book name, else the verified business name, else the push name, else `@` and the username. Texts
 * are unsanitised, as WhatsApp has them. Null: the page does not know it, also for a picture.
 */
export const EngineContact = engineContactSchema();
export type EngineContact = Static<typeof EngineContact>;
