import { type Static, Type } from 'typebox';
import { Lid, PhoneNumber, Timestamp } from '../identity.ts';
import { Nullable } from '../nullable.ts';
import { GivenProxy } from '../proxy.ts';
import { ActionRequired } from '../session-action.ts';
import { SessionError, SessionStatus, SessionSync } from '../session-status.ts';
import { GivenLease } from './lease.ts';
import { EngineSessionId } from './session-id.ts';

export const EngineSessionParams = Type.Object({ id: EngineSessionId });

/** The number of a sealed copy of a session's profile: a later one has a higher number. */
const Generation = Type.Integer({ minimum: 1, maximum: 9_999_999_999 });

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
  /** The stored copy of the profile as it is now. Null while the session is awake, or where nothing was sealed. */
  bundle: Nullable(Type.Object({ generation: Generation, bytes: Type.Integer({ minimum: 0 }) })),
});
export type EngineSession = Static<typeof EngineSession>;

/**
 * From the store of profiles, where the engine's own profile of the session is missing or of an older generation: the
 * newest copy, which must not be older than `generation`. With `replace` always: the session has run elsewhere since, and
 * may have been linked again there, so that its copies are counted from 1. With `older` always, and that copy or the last
 * one before it.
 */
export const RestoreBundle = Type.Object(
  {
    generation: Generation,
    older: Type.Optional(Type.Boolean()),
    replace: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type RestoreBundle = Static<typeof RestoreBundle>;

/** The newest stored copy of a session's profile. */
export const StoredBundle = Type.Object({
  generation: Generation,
  /**
   * Of the lease under which the session ran when it was sealed; 0: it ran without one that ends. No browser runs under
   * that lease again, so the copy is current as long as there is no later lease.
   */
  lease_generation: Type.Integer({ minimum: 0 }),
});
export type StoredBundle = Static<typeof StoredBundle>;

export const StartSessionBody = Type.Union([
  Type.Object(
    {
      /** The proxy of the session from this start on; null for none. Without it, it stays as it was. */
      proxy: Type.Optional(Nullable(GivenProxy)),
      restore: Type.Optional(RestoreBundle),
      /** Under which the session runs. Without it, the engine runs it without a lease, for itself. */
      lease: Type.Optional(GivenLease),
    },
    { additionalProperties: false },
  ),
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
