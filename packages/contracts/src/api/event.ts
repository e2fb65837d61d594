import { type Static, Type } from 'typebox';
import { ReadKind } from '../engine/reading.ts';
import { GrabId, SessionId, Timestamp } from '../identity.ts';
import { Nullable } from '../nullable.ts';
import { SessionError } from '../session-status.ts';
import { GRAB_COUNTERS, GrabState } from './grab-record.ts';
import { SessionStatusReport } from './session.ts';

const Count = Type.Integer({ minimum: 0 });

/** The status of a session, as `GET /api/sessions/:id/status` answers it. */
export const ApiSessionEvent = Type.Object({
  type: Type.Literal('session'),
  session: SessionStatusReport,
});

/** The session has been deleted. */
export const ApiSessionRemovedEvent = Type.Object({
  type: Type.Literal('session_removed'),
  session_id: SessionId,
});

/**
 * Stored contacts or groups of the session changed without a grab, or the exclusions of its workspace. Says no more: many
 * changes are one event.
 */
export const ApiContactsEvent = Type.Object({
  type: Type.Literal('contacts'),
  session_id: SessionId,
});

/** There is a QR to scan, or a new one replaces it. */
export const ApiQrEvent = Type.Object({
  type: Type.Literal('qr'),
  session_id: SessionId,
  expires_at: Timestamp,
  /** Only in the events of one session, for a key with the scope `manage`. Secret. */
  qr: Type.Optional(Type.String()),
});
export type ApiQrEvent = Static<typeof ApiQrEvent>;

/** A grab changed its state. Quick grabs may skip one. */
export const ApiGrabEvent = Type.Object({
  type: Type.Literal('grab'),
  grab_id: GrabId,
  session_id: SessionId,
  kind: ReadKind,
  state: GrabState,
  complete: Type.Boolean(),
  ...GRAB_COUNTERS,
  error: Nullable(SessionError),
});
export type ApiGrabEvent = Static<typeof ApiGrabEvent>;

/** How far the engine has read for a grab. The last one has `done` = `total`. */
export const ApiProgressEvent = Type.Object({
  type: Type.Literal('progress'),
  session_id: SessionId,
  /** Null until the API knows which grab the read is for. */
  grab_id: Nullable(GrabId),
  kind: ReadKind,
  phase: Type.Union([Type.Literal('groups'), Type.Literal('contacts')]),
  done: Count,
  total: Count,
});
export type ApiProgressEvent = Static<typeof ApiProgressEvent>;

/** The current state, always the first event. So a client that reconnects misses nothing. */
export const ApiSnapshotEvent = Type.Object({
  type: Type.Literal('snapshot'),
  sessions: Type.Array(SessionStatusReport),
  qrs: Type.Array(ApiQrEvent),
  /** The queued and running ones. */
  grabs: Type.Array(ApiGrabEvent),
  progress: Type.Array(ApiProgressEvent),
});
export type ApiSnapshotEvent = Static<typeof ApiSnapshotEvent>;

/** What the event routes send, each as `event: <type>` and `data: <this as JSON>`. */
export const ApiEvent = Type.Union([
  ApiSnapshotEvent,
  ApiSessionEvent,
  ApiSessionRemovedEvent,
  ApiContactsEvent,
  ApiQrEvent,
  ApiGrabEvent,
  ApiProgressEvent,
]);
export type ApiEvent = Static<typeof ApiEvent>;
