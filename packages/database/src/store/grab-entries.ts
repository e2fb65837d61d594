import type { FieldsOf } from '../contacts/contact-fields.ts';
import type { groupParticipants } from '../schema/group-participants.ts';

/** A group as a grab delivers it. contacts/contact-fields.ts defines what null means in each field. */
export type GroupEntry = FieldsOf<'group'> & {
  /** `…@g.us` */
  contact_id: string;
  /** This grab adds every member, so stored members that are missing have left. */
  members_complete: boolean;
};

/** An individual as a grab delivers it. The caller sanitises the texts. */
export type ContactEntry = FieldsOf<'individual'> & {
  /** canonical: `…@s.whatsapp.net` where the phone is known, else `…@lid` */
  contact_id: string;
  phone_number: string | null;
  /** LIDs that WhatsApp maps to the same phone, beside `lid`. */
  older_lids?: string[];
};

/** An address that WhatsApp maps to a contact of the grab, beside its LID. */
export type OlderLidEntry = { lid: string; contact_id: string; phone_number: string };

/** A member of a group; `participant_id` is canonical, as a contact's `contact_id`. */
export type ParticipantEntry = Pick<
  typeof groupParticipants.$inferSelect,
  'participant_id' | 'lid' | 'phone_number' | 'name' | 'masked_number' | 'role' | 'joined_at'
>;

/** One who has left a group, by WhatsApp's word. */
export type PastParticipantEntry = Omit<ParticipantEntry, 'role' | 'joined_at'> & {
  left_at: Date;
  reason: 'left' | 'removed' | null;
};

/** A group that was read without all of its members, or with members from before a refresh. */
export interface UnreadMembersEntry {
  contact_id: string;
  reason: string;
}

/** An item that the account lists but that could not be read. It counts as seen and as failed. */
export interface UnreadableEntry {
  type: 'group' | 'contact';
  contact_id: string | null;
  reason: string;
}
