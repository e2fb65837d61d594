import { type Static, Type } from 'typebox';
import { Timestamp } from '../identity.ts';
import { Nullable } from '../nullable.ts';
import { ReadKind } from './reading.ts';
import { EngineSession } from './session.ts';
import { EngineSessionId } from './session-id.ts';

export const EVENT_STREAM_MEDIA_TYPE = 'text/event-stream';

/**
 * The engine sends a comment at this interval when there are no events. A client may treat several
 * missing ones as a dead stream.
 */
export const EVENT_HEARTBEAT_INTERVAL_MS = 15_000;

/** The longest event, with its field names. A snapshot of ten thousand sessions is shorter. */
export const MAX_EVENT_BYTES = 8 * 1024 * 1024;

/** A QR to scan. Secret, as in `pairing.ts`. */
export const EngineQrEvent = Type.Object({
  type: Type.Literal('qr'),
  session_id: EngineSessionId,
  qr: Type.String(),
  expires_at: Timestamp,
});

/** How far a read has come. The last one of a read is `finished` or `failed`. */
export const EngineProgressEvent = Type.Object({
  type: Type.Literal('progress'),
  /** Distinguishes the reads of one session. */
  read_id: Type.String(),
  session_id: EngineSessionId,
  kind: ReadKind,
  state: Type.Union([Type.Literal('running'), Type.Literal('finished'), Type.Literal('failed')]),
  phase: Type.Union([Type.Literal('groups'), Type.Literal('contacts')]),
  done: Type.Integer({ minimum: 0 }),
  total: Type.Integer({ minimum: 0 }),
  /** Why it failed: one of the codes of error-codes.ts. */
  code: Nullable(Type.String()),
});
export type EngineProgressEvent = Static<typeof EngineProgressEvent>;

/**
 * The events of `GET /events`, each as `event: <type>` and `data: <this as JSON>`. The first one is
 * the snapshot.
 */
export const EngineEvent = Type.Union([
  Type.Object({
    type: Type.Literal('snapshot'),
    sessions: Type.Array(EngineSession),
    qrs: Type.Array(EngineQrEvent),
    /** The reads that are running. */
    reads: Type.Array(EngineProgressEvent),
  }),
  Type.Object({ type: Type.Literal('session'), session: EngineSession }),
  Type.Object({ type: Type.Literal('session_removed'), session_id: EngineSessionId }),
  EngineQrEvent,
  EngineProgressEvent,
]);
export type EngineEvent = Static<typeof EngineEvent>;
