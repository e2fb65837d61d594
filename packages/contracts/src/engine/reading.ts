import { type Static, Type } from 'typebox';
import { GroupJid, Lid, PhoneNumber, Timestamp } from '../identity.ts';
import { Nullable } from '../nullable.ts';
import { EngineContact } from './contact.ts';
import { EngineErrorBody } from './error-body.ts';
import { EngineGroup, EngineParticipant, EnginePastParticipant } from './group.ts';
import { EngineSessionId } from './session-id.ts';

/** The longest line of the NDJSON form, newline included. */
export const MAX_LINE_BYTES = 256 * 1024;
/** The trailer names at most this number of unreadable items. The `error` lines name all. */
export const MAX_TRAILER_ITEMS = 1000;
export const NDJSON_MEDIA_TYPE = 'application/x-ndjson';

export const ReadKind = Type.Union([
  Type.Literal('groups'),
  Type.Literal('contacts'),
  Type.Literal('all'),
]);
export type ReadKind = Static<typeof ReadKind>;

const Flag = Type.Union([Type.Literal('true'), Type.Literal('false')]);
const Count = Type.Integer({ minimum: 0 });
const Milliseconds = Type.Number({ minimum: 0 });

/** An item of the account's list that could not be read. It counts as seen. */
export const UnreadableItem = Type.Object({
  type: Type.Union([Type.Literal('group'), Type.Literal('contact')]),
  /** Its JID in our spelling. Null when the JID could not be read either. */
  id: Nullable(Type.String()),
  /** Short English, without personal data. */
  reason: Type.String(),
});
export type UnreadableItem = Static<typeof UnreadableItem>;

/** A group whose members are not all known, or were not refreshed although asked for. */
export const UnreadGroup = Type.Object({
  group_id: GroupJid,
  /** Short English, without personal data. */
  reason: Type.String(),
  /**
   * True: a refresh failed, and the sent members are those that the page had before. False: no
   * members are known beyond those sent.
   */
  has_older_members: Type.Boolean(),
});
export type UnreadGroup = Static<typeof UnreadGroup>;

/**
 * Why a read is not complete: `code` for programs, `message` (English) for people. ROWS_REFUSED and
 * REMOVAL_HELD_BACK come from the API, which stores the read.
 */
export const IncompleteReason = Type.Object({
  code: Type.Union([
    Type.Literal('UNREADABLE_ITEMS'),
    Type.Literal('GROUP_MEMBERS_UNKNOWN'),
    Type.Literal('GROUPS_NOT_REFRESHED'),
    Type.Literal('SYNC_UNFINISHED'),
    Type.Literal('PAGE_RESTORING'),
    Type.Literal('CATCHING_UP'),
    Type.Literal('CONTACTS_SYNCING'),
    Type.Literal('HISTORY_SYNCING'),
    Type.Literal('HISTORY_UNAVAILABLE'),
    Type.Literal('GROUPS_SYNCING'),
    Type.Literal('SYNC_STATE_UNKNOWN'),
    Type.Literal('GROUPS_NOT_QUERIED'),
    Type.Literal('GROUP_QUERY_REFUSED'),
    Type.Literal('OWN_ROLE_UNKNOWN'),
    Type.Literal('WITHOUT_WHATSAPP_UNREAD'),
    Type.Literal('ROWS_REFUSED'),
    Type.Literal('REMOVAL_HELD_BACK'),
  ]),
  message: Type.String(),
  count: Count,
  /** Of REMOVAL_HELD_BACK: what is counted. */
  type: Type.Optional(
    Type.Union([Type.Literal('group'), Type.Literal('contact'), Type.Literal('participant')]),
  ),
});
export type IncompleteReason = Static<typeof IncompleteReason>;

/**
 * `refresh=true` asks WhatsApp for all groups with their members, with one query and at most once an hour.
 * `without_whatsapp=true` also reads people of the address book without a WhatsApp account, as contacts with
 * `on_whatsapp: false`. `locked_chats=true` also reads whether a chat is locked: else `is_locked` is null.
 */
export const ReadQuery = Type.Object(
  {
    refresh: Type.Optional(Flag),
    without_whatsapp: Type.Optional(Flag),
    locked_chats: Type.Optional(Flag),
    /** Whose share of the reads it takes; by default the session has one of its own. */
    owner: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  },
  { additionalProperties: false },
);

const header = {
  session_id: EngineSessionId,
  kind: ReadKind,
  started_at: Timestamp,
  /** The account that is read, as far as the page says. */
  account: Type.Object({ lid: Nullable(Lid), phone_number: Nullable(PhoneNumber) }),
  /** Only for progress: sizes of the page's collections before filtering. Null: not read. */
  estimated_groups: Nullable(Count),
  estimated_contacts: Nullable(Count),
};

const trailer = {
  /** The exact number of items sent in this read. */
  total_groups: Count,
  /** Those on WhatsApp. */
  total_contacts: Count,
  /** The other contacts. Absent: not asked for. */
  total_without_whatsapp: Type.Optional(Count),
  total_participants: Count,
  /** Every id of the type was enumerated after the sync had finished. Null: not asked for. */
  listing_complete: Type.Object({
    groups: Nullable(Type.Boolean()),
    contacts: Nullable(Type.Boolean()),
    /** The same of people without WhatsApp. Absent: not asked for. */
    without_whatsapp: Type.Optional(Type.Boolean()),
  }),
  complete: Type.Boolean(),
  incomplete_reasons: Type.Array(IncompleteReason),
  unreadable_count: Count,
  /** The first MAX_TRAILER_ITEMS of them, or fewer if a line has no room. */
  unreadable: Type.Array(UnreadableItem),
  /** The first of them, with the same limits. */
  unread_groups: Type.Array(UnreadGroup),
  /** How many requests this read made WhatsApp Web send to WhatsApp. */
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
/** Continues a group of an earlier `groups` line. */
export const ParticipantsLine = Type.Object({
  type: Type.Literal('participants'),
  group_id: GroupJid,
  participants: Type.Array(EngineParticipant),
});
const pastParticipants = {
  group_id: GroupJid,
  past_participants: Type.Array(EnginePastParticipant),
};
/** Some who have left a group of an earlier `groups` line. A group without such a line: none are known. */
export const PastParticipantsLine = Type.Object({
  type: Type.Literal('past_participants'),
  ...pastParticipants,
});
export const ContactsLine = Type.Object({
  type: Type.Literal('contacts'),
  contacts: Type.Array(EngineContact),
});
/** Groups that exist and that this read cannot see: WhatsApp lists them, and the page has no chat for them. */
export const KeptGroupsLine = Type.Object({
  type: Type.Literal('kept_groups'),
  group_ids: Type.Array(GroupJid),
});
export const ProgressLine = Type.Object({
  type: Type.Literal('progress'),
  phase: Type.Union([Type.Literal('groups'), Type.Literal('contacts')]),
  done: Count,
  total: Count,
  /** Requests to WhatsApp so far. A read that breaks off has no trailer with this number. */
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
  PastParticipantsLine,
  ContactsLine,
  KeptGroupsLine,
  ProgressLine,
  ErrorLine,
  TrailerLine,
]);
export type HeaderLine = Static<typeof HeaderLine>;
export type GroupsLine = Static<typeof GroupsLine>;
export type ParticipantsLine = Static<typeof ParticipantsLine>;
export type PastParticipantsLine = Static<typeof PastParticipantsLine>;
export type ContactsLine = Static<typeof ContactsLine>;
export type TrailerLine = Static<typeof TrailerLine>;
export type FailureLine = Static<typeof FailureLine>;
export type ReadLine = Static<typeof ReadLine>;
/** What the NDJSON form of a read may hold. */
export type StreamLine = ReadLine | FailureLine;

/** The JSON form: the same lines joined into one document. */
export const ReadDocument = Type.Object({
  ...header,
  groups: Type.Array(EngineGroup),
  past_participants: Type.Array(Type.Object(pastParticipants)),
  contacts: Type.Array(EngineContact),
  kept_groups: Type.Array(GroupJid),
  ...trailer,
});
export type ReadDocument = Static<typeof ReadDocument>;
