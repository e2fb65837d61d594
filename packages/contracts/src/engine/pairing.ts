import { type Static, Type } from 'typebox';
import { Timestamp } from '../identity.ts';

/** `qr` is the text of the QR image. Any phone that scans it links its account. Secret. */
export const EngineQr = Type.Object({ qr: Type.String(), expires_at: Timestamp });
export type EngineQr = Static<typeof EngineQr>;

/**
 * A phone number with its country code. `+`, spaces, dashes and brackets are allowed, as people type them; by the API
 * also a link and the digits of other scripts.
 */
export const PairingCodeRequest = Type.Object(
  { phone_number: Type.String({ minLength: 1, maxLength: 200 }) },
  { additionalProperties: false },
);
export type PairingCodeRequest = Static<typeof PairingCodeRequest>;

/** The user types `code` on the phone: eight characters, without the dash. Secret. */
export const EnginePairingCode = Type.Object({ code: Type.String(), expires_at: Timestamp });
export type EnginePairingCode = Static<typeof EnginePairingCode>;
