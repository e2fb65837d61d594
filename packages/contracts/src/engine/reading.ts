import { type Static, Type } from 'typebox';
import { GroupJid, Timestamp } from '../identity.ts';
import { Nullable } from '../nullable.ts';
import { EngineContact } from './contact.ts';
import { EngineErrorBody } from './error-body.ts';
import { EngineGroup, EngineParticipant } from './group.ts';
import { EngineSessionId } from './session.ts';

/** The longest line of the NDJSON form, newline included. */
export const MAX_LINE_BYTES = 256 * 1024;
/** How many unreadable items the trailer names at most; the `error` lines name them all. */
export const MAX_TRAILER_ITEMS = 1000;
export const NDJSON_MEDIA_TYPE = 'application/x-ndjson';

export const ReadKind = Type.Union([
  Type.Literal('groups'),
  Type.Literal('contacts'),
  Type.Literal('all'),
]);
export type ReadKind = Static<typeof ReadKind>;

const Count = Type.Integer({ minimum: 0 });
const Milliseconds = Type.Number({ minimum: 0 });

/** An item that is in the account's list and could not be read. It counts as seen. */
export const UnreadableItem = Type.Object({
  type: Type.Union([Type.Literal('group'), Type.Literal('contact')]),
  /** Its JID in our spelling; null when even that could not be read. */
  id: Nullable(Type.String()),
  /** Short English, without personal data. */
  reason: Type.String(),
});
export type UnreadableItem = Static<typeof UnreadableItem>;

/** A group whose members are not all known, or not known anew after a refresh. */
export const UnreadGroup = Type.Object({
  group_id: GroupJid,
  /** Short English, without personal data. */
  reason: Type.String(),
  /** A refresh failed: the members sent are those that the page had before. False: no more are known. */
  has_older_members: Type.Boolean(),
});
export type UnreadGroup = Static<typeof UnreadGroup>;

/** Why a read is not complete, for machines (`code`) and people (`message`, English). */
export const IncompleteReason = Type.Object({
  code: Type.Union([
    Type.Literal('UNREADABLE_ITEMS'),
    Type.Literal('GROUP_MEMBERS_UNKNOWN'),
    Type.Literal('GROUPS_NOT_REFRESHED'),
    Type.Literal('SYNC_UNFINISHED'),
    Type.Literal('ROWS_REFUSED'),
  ]),
  message: Type.String(),
  count: Count,
});
export type IncompleteReason = Static<typeof IncompleteReason>;

/** With `refresh=true` WhatsApp is asked for every group's members anew, within the same limits. */
export const ReadQuery = Type.Object(
  { refresh: Type.Optional(Type.Union([Type.Literal('true'), Type.Literal('false')])) },
  { additionalProperties: false },
);

const header = {
  session_id: EngineSessionId,
  kind: ReadKind,
  started_at: Timestamp,
  /** For progress only: sizes of the page's collections before filtering. Null when not read. */
  estimated_groups: Nullable(Count),
  estimated_contacts: Nullable(Count),
};

const trailer = {
  /** Authoritative: how many were sent in this read. */
  total_groups: Count,
  total_contacts: Count,
  total_participants: Count,
  /** Every id of the type was enumerated after the sync had finished; null: not asked for. */
  listing_complete: Type.Object({
    groups: Nullable(Type.Boolean()),
    contacts: Nullable(Type.Boolean()),
  }),
  complete: Type.Boolean(),
  incomplete_reasons: Type.Array(IncompleteReason),
  unreadable_count: Count,
  /** The first of them: MAX_TRAILER_ITEMS, or as many as a line has room for. */
  unreadable: Type.Array(UnreadableItem),
  /** The first of them, as above. */
  unread_groups: Type.Array(UnreadGroup),
  /** Requests this read made WhatsApp Web send to WhatsApp. */
  queries_sent: Count,
  timings: Type.Object({
    groups_ms: Milliseconds,
    contacts_ms: Milliseconds,
    total_ms: Milliseconds,
  }),
};

export const HeaderLine = Type.Object({ type: Type.Literal('header'), ...header });
export const GroupsLine = Type.Object({
  type: Type.Literal('groups'),
  groups: Type.Array(EngineGroup),
});
/** Continues the group that the last `groups` line ended with or that an earlier one held. */
export const ParticipantsLine = Type.Object({
  type: Type.Literal('participants'),
  group_id: GroupJid,
  participants: Type.Array(EngineParticipant),
});
export const ContactsLine = Type.Object({
  type: Type.Literal('contacts'),
  contacts: Type.Array(EngineContact),
});
export const ProgressLine = Type.Object({
  type: Type.Literal('progress'),
  phase: Type.Union([Type.Literal('groups'), Type.Literal('contacts')]),
  done: Count,
  total: Count,
  /** Requests to WhatsApp so far: a read that breaks off has no trailer to tell them. */
  queries_sent: Count,
});
export const ErrorLine = Type.Object({ type: Type.Literal('error'), item: UnreadableItem });
/** The last line of a whole read. A stream without it is a failed read, whatever came before. */
export const TrailerLine = Type.Object({ type: Type.Literal('trailer'), ...trailer });
/** The last line of a read that failed after its header: why, as an error body would say it. */
export const FailureLine = Type.Object({
  type: Type.Literal('failure'),
  code: EngineErrorBody.properties.code,
  message: EngineErrorBody.properties.message,
});

/** The lines of a whole read. Groups (with their participants) come before contacts. */
export const ReadLine = Type.Union([
  HeaderLine,
  GroupsLine,
  ParticipantsLine,
  ContactsLine,
  ProgressLine,
  ErrorLine,
  TrailerLine,
]);
export type HeaderLine = Static<typeof HeaderLine>;
export type GroupsLine = Static<typeof GroupsLine>;
export type ParticipantsLine = Static<typeof ParticipantsLine>;
export type ContactsLine = Static<typeof ContactsLine>;
export type TrailerLine = Static<typeof TrailerLine>;
export type FailureLine = Static<typeof FailureLine>;
export type ReadLine = Static<typeof ReadLine>;
/** What the NDJSON form of a read may hold. */
export type StreamLine = ReadLine | FailureLine;

/** The JSON form: the same lines folded into one document. */
export const ReadDocument = Type.Object({
  ...header,
  groups: Type.Array(EngineGroup),
  contacts: Type.Array(EngineContact),
  ...trailer,
});
export type ReadDocument = Static<typeof ReadDocument>;
