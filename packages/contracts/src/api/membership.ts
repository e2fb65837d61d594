import { type Static, Type } from 'typebox';
import { LeaveReason, ParticipantRole } from '../engine/group.ts';
import { GroupJid, Lid, PersonJid, PhoneNumber, SessionId, Timestamp } from '../identity.ts';
import { Nullable } from '../nullable.ts';
import { GroupOfContact, MemberNameSource, pageOfGroup } from './group.ts';
import { PageCursor, PageLimit } from './page.ts';

/** A join, a departure or a changed role, as a grab saw it. */
export const MembershipEvent = Type.Object({
  /** As webhooks name it. It rises. */
  change_id: Type.Integer({ minimum: 1 }),
  change: Type.Union([Type.Literal('joined'), Type.Literal('left'), Type.Literal('role_changed')]),
  participant_id: PersonJid,
  /** The stored name of the member. Null: none. */
  name: Nullable(Type.String()),
  /** After the change. Of a person who left: before it. */
  role: ParticipantRole,
  /** Only of a changed role. */
  old_role: Nullable(ParticipantRole),
  /** The time of the grab that saw it. */
  seen_at: Timestamp,
  /** When it happened, as far as WhatsApp Web has said. */
  happened_at: Nullable(Timestamp),
  /** How a person left, as far as WhatsApp Web has said. */
  reason: Nullable(LeaveReason),
});
export type MembershipEvent = Static<typeof MembershipEvent>;

/** The same with its group. */
export const MembershipChange = Type.Object({
  group_id: GroupJid,
  group_name: Nullable(Type.String()),
  ...MembershipEvent.properties,
});
export type MembershipChange = Static<typeof MembershipChange>;

export const HistoryQuery = Type.Object(
  { limit: Type.Optional(PageLimit), cursor: Type.Optional(PageCursor) },
  { additionalProperties: false },
);
export type HistoryQuery = Static<typeof HistoryQuery>;

/** The latest first. */
export const GroupHistory = pageOfGroup({ history: Type.Array(MembershipEvent) });

/** The latest first. */
export const ContactHistory = Type.Object({
  session_id: SessionId,
  contact_id: Type.String(),
  history: Type.Array(MembershipChange),
  /** Null: this was the last page. */
  next_cursor: Nullable(Type.String()),
});

export const MembershipChangesQuery = Type.Object(
  {
    /** `next_cursor` of the last answer. Absent: begin with the oldest stored change. */
    since: Type.Optional(PageCursor),
    limit: Type.Optional(PageLimit),
  },
  { additionalProperties: false },
);
export type MembershipChangesQuery = Static<typeof MembershipChangesQuery>;

/** The oldest first. */
export const MembershipChangeList = Type.Object({
  session_id: SessionId,
  changes: Type.Array(MembershipChange),
  /** The cursor of the next request, also when nothing has changed. */
  next_cursor: Type.String(),
  /** False: the reader is up to date. */
  has_more: Type.Boolean(),
});

export const ListMembersQuery = Type.Object(
  {
    /** Addresses of groups, separated by commas. Absent: all groups. */
    groups: Type.Optional(Type.String({ minLength: 1, maxLength: 2_000 })),
    /** In how many of these groups a person must be. Default 1. */
    min_groups: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000 })),
    /** False: persons who are not stored as contacts. */
    contact: Type.Optional(Type.Boolean()),
    limit: Type.Optional(PageLimit),
    cursor: Type.Optional(PageCursor),
  },
  { additionalProperties: false },
);
export type ListMembersQuery = Static<typeof ListMembersQuery>;

/** A current member of one or more groups. */
export const MemberOfGroups = Type.Object({
  participant_id: PersonJid,
  name: Type.String(),
  phone_number: Nullable(PhoneNumber),
  lid: Nullable(Lid),
  masked_number: Nullable(Type.String()),
  name_source: MemberNameSource,
  is_contact: Type.Boolean(),
  /** Those of the named groups, or of all, that the person is in. */
  groups: Type.Array(GroupOfContact),
});
export type MemberOfGroups = Static<typeof MemberOfGroups>;

export const MemberList = Type.Object({
  session_id: SessionId,
  members: Type.Array(MemberOfGroups),
  /** Null: this was the last page. */
  next_cursor: Nullable(Type.String()),
});
