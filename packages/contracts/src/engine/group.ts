import { type Static, Type } from 'typebox';
import { GroupJid, Lid, PersonJid, PhoneNumber, Timestamp } from '../identity.ts';
import { Nullable } from '../nullable.ts';

export const ParticipantRole = Type.Union([
  Type.Literal('participant'),
  Type.Literal('admin'),
  Type.Literal('superadmin'),
]);
export type ParticipantRole = Static<typeof ParticipantRole>;

export const EngineParticipant = Type.Object({
  /** Canonical id of the person, as in a contact. */
  participant_id: PersonJid,
  lid: Nullable(Lid),
  phone_number: Nullable(PhoneNumber),
  name: Nullable(Type.String()),
  role: ParticipantRole,
});
export type EngineParticipant = Static<typeof EngineParticipant>;

/** A group of which the account is a member. */
export const EngineGroup = Type.Object({
  contact_id: GroupJid,
  name: Nullable(Type.String()),
  description: Nullable(Type.String()),
  owner_id: Nullable(PersonJid),
  created_at: Nullable(Timestamp),
  /** Whether the account itself is an admin; null while the members are unknown. */
  is_admin: Nullable(Type.Boolean()),
  /** Only admins may send. */
  is_announce: Type.Boolean(),
  /** The parent of a community. */
  is_community: Type.Boolean(),
  /** The community that this group belongs to. */
  community_id: Nullable(GroupJid),
  profile_picture: Nullable(Type.String()),
  /** WhatsApp's own figure where it gives one, else the number of members listed. */
  participants_count: Nullable(Type.Integer({ minimum: 0 })),
  /** Every member is listed: here and in the `participants` lines that continue this group. */
  participants_complete: Type.Boolean(),
  /** In a stream possibly only the first part; `participants` lines bring the rest. */
  participants: Type.Array(EngineParticipant),
});
export type EngineGroup = Static<typeof EngineGroup>;
