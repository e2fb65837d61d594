import { type Static, Type } from 'typebox';
import { groupFactSchemas } from '../contact-fields.ts';
import { GroupJid, Lid, PersonJid, PhoneNumber, Timestamp } from '../identity.ts';
import { Nullable } from '../nullable.ts';

export const ParticipantRole = Type.Union([
  Type.Literal('participant'),
  Type.Literal('admin'),
  Type.Literal('superadmin'),
]);
export type ParticipantRole = Static<typeof ParticipantRole>;

export const EngineParticipant = Type.Object({
  /** The canonical id of the person, as in a contact. */
  participant_id: PersonJid,
  lid: Nullable(Lid),
  phone_number: Nullable(PhoneNumber),
  name: Nullable(Type.String()),
  /** As a contact's. Absent: the phone is known, or the page has none. */
  masked_number: Type.Optional(Type.String()),
  role: ParticipantRole,
  /** Absent: the page does not know it, as is usual. */
  joined_at: Type.Optional(Timestamp),
});
export type EngineParticipant = Static<typeof EngineParticipant>;

/** `left`: by themselves; `removed`: by an admin. */
export const LeaveReason = Type.Union([Type.Literal('left'), Type.Literal('removed')]);
export type LeaveReason = Static<typeof LeaveReason>;

const { role: _, joined_at: __, ...identity } = EngineParticipant.properties;

/** A person who has left a group, as far as the page knows. It never knows all of them. */
export const EnginePastParticipant = Type.Object({
  ...identity,
  left_at: Timestamp,
  reason: Nullable(LeaveReason),
});
export type EnginePastParticipant = Static<typeof EnginePastParticipant>;

/** A group that the account is in. */
export const EngineGroup = Type.Object({
  contact_id: GroupJid,
  name: Nullable(Type.String()),
  description: Nullable(Type.String()),
  owner_id: Nullable(PersonJid),
  created_at: Nullable(Timestamp),
  /** Whether the account is an admin. Null while the members are unknown. */
  is_admin: Nullable(Type.Boolean()),
  /** Only admins can send. */
  is_announce: Type.Boolean(),
  /** The group is a community. */
  is_community: Type.Boolean(),
  /** The id of the community that this group belongs to. */
  community_id: Nullable(GroupJid),
  profile_picture: Nullable(Type.String()),
  /** WhatsApp's own number if it gives one, else the number of listed members. */
  participants_count: Nullable(Type.Integer({ minimum: 0 })),
  ...groupFactSchemas(),
  /** Every member is listed, here and in the `participants` lines that continue this group. */
  participants_complete: Type.Boolean(),
  /** In a stream this may be only the first part. `participants` lines have the rest. */
  participants: Type.Array(EngineParticipant),
});
export type EngineGroup = Static<typeof EngineGroup>;
