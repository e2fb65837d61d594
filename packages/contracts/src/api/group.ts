import { type Static, type TProperties, Type } from 'typebox';
import { ContactStatus } from '../contact-fields.ts';
import { LeaveReason, ParticipantRole } from '../engine/group.ts';
import {
  CountryCode,
  E164Number,
  GroupJid,
  Lid,
  PersonJid,
  PhoneNumber,
  SessionId,
  Timestamp,
} from '../identity.ts';
import { Nullable } from '../nullable.ts';
import { Tag } from '../own-data-values.ts';
import { FieldFilter, LabelName, StoredGroup } from './contact.ts';
import { PageCursor, PageLimit } from './page.ts';
import { SessionParams } from './session.ts';

/** A group's JID, in any spelling. Any text is valid: a text that is not a group of the session is "not found". */
export const GroupParams = Type.Object({
  ...SessionParams.properties,
  groupId: Type.String({ minLength: 1, maxLength: 200 }),
});

export const ListGroupsQuery = Type.Object(
  {
    status: Type.Optional(ContactStatus),
    search: Type.Optional(Type.String({ maxLength: 200 })),
    limit: Type.Optional(PageLimit),
    cursor: Type.Optional(PageCursor),
    label: Type.Optional(LabelName),
    tag: Type.Optional(Tag),
    has_note: Type.Optional(Type.Boolean()),
    field: Type.Optional(FieldFilter),
  },
  { additionalProperties: false },
);
export type ListGroupsQuery = Static<typeof ListGroupsQuery>;

export const ListedGroup = Type.Object({
  ...StoredGroup.properties,
  /** How many current members are stored. WhatsApp's own number is `group_participants_count`. */
  members_stored: Type.Integer({ minimum: 0 }),
});
export type ListedGroup = Static<typeof ListedGroup>;

export const GroupList = Type.Object({
  session_id: SessionId,
  groups: Type.Array(ListedGroup),
  /** Null: this was the last page. */
  next_cursor: Nullable(Type.String()),
});

export const ListParticipantsQuery = Type.Object(
  { limit: Type.Optional(PageLimit), cursor: Type.Optional(PageCursor) },
  { additionalProperties: false },
);
export type ListParticipantsQuery = Static<typeof ListParticipantsQuery>;

/**
 * Where the `name` of a member comes from. `known`: from WhatsApp, as a contact's name. The others are as
 * those of a contact.
 */
export const MemberNameSource = Type.Union([
  Type.Literal('known'),
  Type.Literal('phone'),
  Type.Literal('masked'),
  Type.Literal('none'),
]);
export type MemberNameSource = Static<typeof MemberNameSource>;

/** A current member of a group. A member need not be a contact. */
export const StoredParticipant = Type.Object({
  participant_id: PersonJid,
  name: Type.String(),
  phone_number: Nullable(PhoneNumber),
  lid: Nullable(Lid),
  role: ParticipantRole,
  /** As a contact's. */
  masked_number: Nullable(Type.String()),
  /** Null: not known, as is usual. */
  joined_at: Nullable(Timestamp),
  name_source: MemberNameSource,
  /** As a contact's, as the next two. */
  phone_e164: Nullable(E164Number),
  phone_national: Nullable(Type.String()),
  country: Nullable(CountryCode),
});
export type StoredParticipant = Static<typeof StoredParticipant>;

/** A page of what a session has stored of one group. */
export function pageOfGroup<T extends TProperties>(items: T) {
  return Type.Object({
    session_id: SessionId,
    group_id: GroupJid,
    ...items,
    /** Null: this was the last page. */
    next_cursor: Nullable(Type.String()),
  });
}

export const ParticipantList = pageOfGroup({ participants: Type.Array(StoredParticipant) });

const { role: _, ...member } = StoredParticipant.properties;

/** A person who has left a group. `left_at` and `reason` are null where WhatsApp Web does not say them. */
export const StoredPastParticipant = Type.Object({
  ...member,
  left_at: Nullable(Timestamp),
  reason: Nullable(LeaveReason),
});
export type StoredPastParticipant = Static<typeof StoredPastParticipant>;

export const PastParticipantList = pageOfGroup({
  past_participants: Type.Array(StoredPastParticipant),
});

/** A membership, seen from the member. */
export const GroupOfContact = Type.Object({
  group_id: GroupJid,
  group_name: Nullable(Type.String()),
  role: ParticipantRole,
});
export type GroupOfContact = Static<typeof GroupOfContact>;
