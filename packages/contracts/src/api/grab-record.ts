import { type Static, Type } from 'typebox';
import { IncompleteReason, ReadKind } from '../engine/reading.ts';
import { SessionId, Timestamp } from '../identity.ts';
import { Nullable } from '../nullable.ts';
import { WorkspaceName } from './access/workspace.ts';
import { GrabItemError, GrabTimings } from './grab.ts';
import { PageCursor, PageLimit } from './page.ts';
import { SessionParams } from './session.ts';

const Count = Type.Integer({ minimum: 0 });

export const GrabState = Type.Union([
  Type.Literal('queued'),
  Type.Literal('running'),
  Type.Literal('complete'),
  Type.Literal('partial'),
  Type.Literal('failed'),
  Type.Literal('cancelled'),
]);
export type GrabState = Static<typeof GrabState>;

/** A grab's id. Any text is valid: a text that is not a grab of the session is "not found". */
export const GrabParams = Type.Object({
  ...SessionParams.properties,
  grabId: Type.String({ minLength: 1, maxLength: 200 }),
});

export const CreateGrabBody = Type.Object(
  {
    kind: ReadKind,
    /** Asks WhatsApp for the members of all groups again. */
    refresh: Type.Optional(Type.Boolean()),
    /** A person knows that what this grab misses is gone. */
    confirm_removals: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type CreateGrabBody = Static<typeof CreateGrabBody>;

export const ListGrabsQuery = Type.Object(
  { limit: Type.Optional(PageLimit), cursor: Type.Optional(PageCursor) },
  { additionalProperties: false },
);
export type ListGrabsQuery = Static<typeof ListGrabsQuery>;

export const ListAllGrabsQuery = Type.Object(
  {
    state: Type.Optional(GrabState),
    kind: Type.Optional(ReadKind),
    /** A session's id or `external_id`. */
    session: Type.Optional(SessionParams.properties.id),
    /** Absent: all sessions that the key may see. */
    workspace: Type.Optional(WorkspaceName),
    ...ListGrabsQuery.properties,
  },
  { additionalProperties: false },
);
export type ListAllGrabsQuery = Static<typeof ListAllGrabsQuery>;

export const GRAB_COUNTERS = {
  total_groups: Count,
  total_contacts: Count,
  total_participants: Count,
  total_without_whatsapp: Count,
  saved_count: Count,
  updated_count: Count,
  unchanged_count: Count,
  removed_count: Count,
  /** Persons whom the workspace excludes, and whom the read held; in no other counter. */
  excluded_count: Count,
  failed_count: Count,
};

/** A grab, durable or not, as an item of a list. The counters are zero until it is stored. */
export const ListedGrab = Type.Object({
  grab_id: Type.String({ format: 'uuid' }),
  session_id: SessionId,
  kind: ReadKind,
  state: GrabState,
  refresh: Type.Boolean(),
  confirm_removals: Type.Boolean(),
  /** How often its run was started. */
  attempts: Count,
  ...GRAB_COUNTERS,
  complete: Type.Boolean(),
  incomplete_reasons: Type.Array(IncompleteReason),
  /** Why it failed or was cancelled. While it waits for its next try: why the last one failed. */
  error: Nullable(Type.Object({ code: Type.String(), message: Type.String() })),
  timings: GrabTimings,
  queries_sent: Count,
  created_at: Timestamp,
  started_at: Nullable(Timestamp),
  finished_at: Nullable(Timestamp),
});
export type ListedGrab = Static<typeof ListedGrab>;

export const GrabRecord = Type.Object({
  ...ListedGrab.properties,
  errors: Type.Array(GrabItemError),
});
export type GrabRecord = Static<typeof GrabRecord>;

export const CreatedGrab = Type.Object({
  ...GrabRecord.properties,
  /** True: a grab of this kind already waited or ran, and this is that grab. */
  joined: Type.Boolean(),
});

export const GrabList = Type.Object({
  session_id: SessionId,
  grabs: Type.Array(ListedGrab),
  /** Null: this was the last page. */
  next_cursor: Nullable(Type.String()),
});

export const AllGrabList = Type.Object({
  grabs: GrabList.properties.grabs,
  next_cursor: GrabList.properties.next_cursor,
});
