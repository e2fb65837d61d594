import { type Static, Type } from 'typebox';
import { Timestamp } from '../../identity.ts';

/** The user types `code` on the phone: eight characters, without the dash. Secret. */
export const ApiPairingCode = Type.Object({ code: Type.String(), expires_at: Timestamp });
export type ApiPairingCode = Static<typeof ApiPairingCode>;
