import { type Static, Type } from 'typebox';

/**
 * `disconnected`: no browser. `connecting`: the browser starts, or syncs after the scan. `qr`:
 * waits for the scan or the pairing code. `connected`: readable. `logged_out`: the phone removed
 * the device. `failed`: stopped, with `last_error`.
 */
export const SessionStatus = Type.Union([
  Type.Literal('disconnected'),
  Type.Literal('connecting'),
  Type.Literal('qr'),
  Type.Literal('connected'),
  Type.Literal('logged_out'),
  Type.Literal('failed'),
]);
export type SessionStatus = Static<typeof SessionStatus>;

export const SessionError = Type.Object({
  /** One of the codes of error-codes.ts. */
  code: Type.String(),
  /** English, for the operator: what happened and what to do. It holds no personal data. */
  message: Type.String(),
});
export type SessionError = Static<typeof SessionError>;
