import { type Static, Type } from 'typebox';
import { Timestamp } from '../identity.ts';

/** `qr` is the string a QR image encodes: whoever scans it links their phone. Secret. */
export const EngineQr = Type.Object({ qr: Type.String(), expires_at: Timestamp });
export type EngineQr = Static<typeof EngineQr>;

/** E.164 digits; `+`, spaces, dashes and brackets around them are allowed as people type them. */
export const PairingCodeRequest = Type.Object(
  { phone_number: Type.String({ minLength: 1, maxLength: 40 }) },
  { additionalProperties: false },
);
export type PairingCodeRequest = Static<typeof PairingCodeRequest>;

/** `code` is what the user types on the phone: eight characters, without the dash. Secret. */
export const EnginePairingCode = Type.Object({ code: Type.String(), expires_at: Timestamp });
export type EnginePairingCode = Static<typeof EnginePairingCode>;
