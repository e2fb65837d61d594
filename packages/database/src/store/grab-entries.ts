import type { FieldsOf } from '../contacts/contact-fields.ts';
import type { groupParticipants } from '../schema/group-participants.ts';

/** A group as a grab brings it; contacts/contact-fields.ts says what null means in each field. */
export type GroupEntry = FieldsOf<'group'> & {
  /** `…@g.us` */
  contact_id: string;
  /** every member is added in this grab, so that others are no longer members */
  members_complete: boolean;
};

/** An individual as a grab brings it, likewise. Texts are sanitised by the caller. */
export type ContactEntry = FieldsOf<'individual'> & {
  /** canonical: `…@s.whatsapp.net` where the phone is known, else `…@lid` */
  contact_id: string;
  phone_number: string | null;
};

/** A member of a group; `participant_id` is canonical, as a contact's `contact_id`. */
export type ParticipantEntry = Pick<
  typeof groupParticipants.$inferSelect,
  'participant_id' | 'lid' | 'phone_number' | 'name' | 'role'
>;

/** A group that is read, without all of its members or with members from before a refresh. */
export interface UnreadMembersEntry {
  contact_id: string;
  reason: string;
}

/** An item that the account lists and nobody could read: it counts as seen, and as failed. */
export interface UnreadableEntry {
  type: 'group' | 'contact';
  contact_id: string | null;
  reason: string;
}
