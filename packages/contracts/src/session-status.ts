import { type Static, Type } from 'typebox';
import { Nullable } from './nullable.ts';

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

/** Null: WhatsApp Web does not say. */
const HasCome = Nullable(Type.Boolean());

/**
 * How far WhatsApp Web has loaded the account of a connected session. `syncing`: parts are missing. `synced`:
 * all have come. `stalled`: a day after the linking the phone has not sent the rest. `unknown`: WhatsApp Web has
 * changed and does not say.
 */
export const SessionSync = Type.Object({
  state: Type.Union([
    Type.Literal('syncing'),
    Type.Literal('synced'),
    Type.Literal('stalled'),
    Type.Literal('unknown'),
  ]),
  /** How many percent of the parts have come. */
  progress: Type.Integer({ minimum: 0, maximum: 100 }),
  groups: HasCome,
  contacts: HasCome,
  /** The chats of the recent history. */
  history: HasCome,
  /** What WhatsApp Web missed while it was offline. */
  caught_up: HasCome,
});
export type SessionSync = Static<typeof SessionSync>;
