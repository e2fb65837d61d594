import { type Static, Type } from 'typebox';
import { Lid, PhoneNumber, Timestamp } from '../identity.ts';
import { Nullable } from '../nullable.ts';
import { GivenProxy } from '../proxy.ts';
import { ActionRequired } from '../session-action.ts';
import { SessionError, SessionStatus, SessionSync } from '../session-status.ts';

/**
 * The name of a session on the engine. It is also a directory name, so few characters are allowed.
 */
export const EngineSessionId = Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$' });
export const EngineSessionParams = Type.Object({ id: EngineSessionId });

export const EngineSession = Type.Object({
  session_id: EngineSessionId,
  status: SessionStatus,
  /** Linked, connected at its last look, and without a browser. Its next start wakes it. */
  asleep: Type.Boolean(),
  /** E.164 digits of the linked account. Null until known. */
  phone_number: Nullable(PhoneNumber),
  lid: Nullable(Lid),
  push_name: Nullable(Type.String()),
  last_error: Nullable(SessionError),
  action_required: Nullable(ActionRequired),
  /** When the current QR code becomes invalid. Null if there is no QR code. */
  qr_expires_at: Nullable(Timestamp),
  /** The version of WhatsApp Web. Null until its page has loaded. */
  whatsapp_web_version: Nullable(Type.String()),
  status_changed_at: Timestamp,
  connected_at: Nullable(Timestamp),
  /** Null while the session is not connected. */
  sync: Nullable(SessionSync),
  /** Whether the account uses the app for small businesses. Null while the session is not connected. */
  is_business: Nullable(Type.Boolean()),
  /** When the engine itself started the browser, where WhatsApp could see it: the last within an hour, oldest first. */
  restarted_at: Type.Array(Timestamp, { maxItems: 100 }),
});
export type EngineSession = Static<typeof EngineSession>;

/** The proxy of the session from this start on; null for none. Without a body it stays as it was. */
export const StartSessionBody = Type.Union([
  Type.Object({ proxy: Nullable(GivenProxy) }, { additionalProperties: false }),
  Type.Null(),
]);
export type StartSessionBody = Static<typeof StartSessionBody>;

/** The last state of a session that was stopped. */
export const StoppedEngineSession = Type.Object({
  ...EngineSession.properties,
  /** By a logout that WhatsApp confirmed, or before it. False also for a session that was never linked. */
  device_unlinked: Type.Boolean(),
});
export type StoppedEngineSession = Static<typeof StoppedEngineSession>;

export const EngineSessionList = Type.Object({ sessions: Type.Array(EngineSession) });

const Flag = Type.Union([Type.Literal('true'), Type.Literal('false')]);

export const StopSessionQuery = Type.Object(
  {
    logout: Type.Optional(Flag),
    /** With `logout`: removes the session even if WhatsApp does not confirm that the device is unlinked. */
    force: Type.Optional(Flag),
  },
  { additionalProperties: false },
);
