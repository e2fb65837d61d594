import { type Static, Type } from 'typebox';
import { GrabId, PhoneNumber, SessionId, Timestamp } from '../identity.ts';
import { Nullable } from '../nullable.ts';
import { GivenProxy, ShownProxy } from '../proxy.ts';
import { ActionRequired } from '../session-action.ts';
import { SessionError, SessionStatus, SessionSync } from '../session-status.ts';
import { WorkspaceName } from './access/workspace.ts';

/** The id or the `external_id`. Any text is valid: a text that is neither of a known session is "not found". */
export const SessionParams = Type.Object({ id: Type.String({ minLength: 1, maxLength: 200 }) });

export const EXTERNAL_ID_PATTERN = '^[A-Za-z0-9][A-Za-z0-9._~-]*$';

/**
 * The caller's own id of a session. Never the form of a UUID, because paths take both. Its characters need no encoding
 * in a path.
 */
export const ExternalId = Type.String({
  minLength: 1,
  maxLength: 100,
  pattern: EXTERNAL_ID_PATTERN,
});

export const SessionName = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });

/** `asleep`: its browser runs only for grabs. */
const Keep = Type.Union([Type.Literal('awake'), Type.Literal('asleep')]);

/** What grabs of the session store, beside what all of them do, and whether it keeps its browser. */
const Choices = {
  /** Also people of the address book without a WhatsApp account. */
  include_without_whatsapp: Type.Boolean(),
  /** Also which chats are locked. */
  include_locked: Type.Boolean(),
  keep: Keep,
};

const GivenChoices = Type.Partial(Type.Object(Choices)).properties;

export const CreateSessionBody = Type.Object(
  {
    name: SessionName,
    /** Starts the browser at once, so that a QR appears. Default false. */
    start: Type.Optional(Type.Boolean()),
    /** Default: the key's own. For the admin key: `default`. */
    workspace: Type.Optional(WorkspaceName),
    /** Its connections go through this proxy. Default: none. */
    proxy: Type.Optional(Nullable(GivenProxy)),
    /** Default of each: false; of `keep`: `awake`. */
    ...GivenChoices,
    /** Unique in the workspace. Every path takes it in place of the id. */
    external_id: Type.Optional(ExternalId),
  },
  { additionalProperties: false },
);
export type CreateSessionBody = Static<typeof CreateSessionBody>;

/** What is absent stays. A change of the proxy counts from the next start of the session. */
export const UpdateSessionBody = Type.Object(
  {
    name: Type.Optional(SessionName),
    proxy: Type.Optional(Nullable(GivenProxy)),
    ...GivenChoices,
    external_id: Type.Optional(Nullable(ExternalId)),
  },
  { additionalProperties: false, minProperties: 1 },
);
export type UpdateSessionBody = Static<typeof UpdateSessionBody>;

export const ApiSession = Type.Object({
  session_id: SessionId,
  session_name: Type.String(),
  status: SessionStatus,
  /** Connected, and without a browser: a grab wakes it. */
  asleep: Type.Boolean(),
  phone_number: Nullable(PhoneNumber),
  last_error: Nullable(SessionError),
  /** What a person must do. Null while the session helps itself. */
  action_required: Nullable(ActionRequired),
  connected_at: Nullable(Timestamp),
  /** Null while the session is not connected, or `stale`. */
  sync: Nullable(SessionSync),
  /** The account uses the app for small businesses. Null while the session is not connected, or `stale`. */
  is_business: Nullable(Type.Boolean()),
  ...Choices,
  proxy: Nullable(ShownProxy),
  external_id: Nullable(Type.String()),
  created_at: Timestamp,
  updated_at: Timestamp,
  /** True: the API cannot reach the engine, and `status` is the last known one. */
  stale: Type.Optional(Type.Boolean()),
});
export type ApiSession = Static<typeof ApiSession>;

export const ApiSessionList = Type.Object({ sessions: Type.Array(ApiSession) });

export const SessionStatusReport = Type.Object({
  session_id: SessionId,
  status: SessionStatus,
  /** Connected, and without a browser: a grab wakes it. */
  asleep: Type.Boolean(),
  phone_number: Nullable(PhoneNumber),
  last_error: Nullable(SessionError),
  action_required: Nullable(ActionRequired),
  /** When the current QR code becomes invalid. Null if there is no QR code. */
  qr_expires_at: Nullable(Timestamp),
  /** Null while the session is not connected, or `stale`. */
  sync: Nullable(SessionSync),
  /** The account uses the app for small businesses. Null while the session is not connected, or `stale`. */
  is_business: Nullable(Type.Boolean()),
  stale: Type.Optional(Type.Boolean()),
});
export type SessionStatusReport = Static<typeof SessionStatusReport>;

const Allowance = Type.Object({
  /** How many are left now. Null: without limit. */
  left: Nullable(Type.Integer({ minimum: 0 })),
  /** How many are left of a session that has used none lately. Null: without limit. */
  limit: Nullable(Type.Integer({ minimum: 0 })),
  /** When the next one is possible. Null: now. */
  next_at: Nullable(Timestamp),
});

/** What the session may still do that WhatsApp sees. */
export const SessionBudget = Type.Object({
  refreshes: Allowance,
  pairing_codes: Allowance,
  browser_starts: Allowance,
  wakes: Allowance,
});
export type SessionBudget = Static<typeof SessionBudget>;

/** The last complete grab, and what it and the grabs after it have stored. */
export const LastCompleteGrab = Type.Object({
  grab_id: GrabId,
  finished_at: Timestamp,
  saved_count: Type.Integer({ minimum: 0 }),
  removed_count: Type.Integer({ minimum: 0 }),
});

/** The status as an answer. Events leave the budget out. */
export const SessionStatusAnswer = Type.Object({
  ...SessionStatusReport.properties,
  budget: SessionBudget,
  /** When the next schedule queues a grab. Null: none does. */
  next_run_at: Nullable(Timestamp),
  /** Null: no grab was complete, or it is no longer known. */
  last_complete_grab: Nullable(LastCompleteGrab),
  /** Its place among the sessions that wait for a browser in which to wake. Null: it does not wait. */
  waking: Nullable(Type.Object({ place: Type.Integer({ minimum: 1 }), expected_at: Timestamp })),
});

/** How long the session stays awake at least. */
export const WakeSessionBody = Type.Object(
  { minutes: Type.Integer({ minimum: 1, maximum: 1_440 }) },
  { additionalProperties: false },
);

export const StartSessionQuery = Type.Object(
  {
    /** Fetches the last stored copy of the profile, whatever has happened since on an engine that is away. */
    restore_older: Type.Optional(Type.Union([Type.Literal('true'), Type.Literal('false')])),
  },
  { additionalProperties: false },
);

export const DeleteSessionQuery = Type.Object(
  {
    /** Deletes the session even if WhatsApp does not confirm that the device is unlinked. */
    force: Type.Optional(Type.Union([Type.Literal('true'), Type.Literal('false')])),
  },
  { additionalProperties: false },
);

export const DeletedSession = Type.Object({
  session_id: SessionId,
  /** How many rows of its address book were deleted with it. */
  deleted_count: Type.Integer({ minimum: 0 }),
  /** True: WhatsApp did not confirm the logout, so the device must be removed on the phone. */
  device_may_be_linked: Type.Boolean(),
});
