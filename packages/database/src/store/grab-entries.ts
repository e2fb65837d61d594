/** A group as a grab brings it. Names are sanitised by the caller. */
export interface GroupEntry {
  /** `…@g.us` */
  contact_id: string;
  name: string | null;
  group_description: string | null;
  /** null: unknown, keeps what is stored */
  group_participants_count: number | null;
  /** whether the account itself is an admin; null: unknown, keeps what is stored */
  is_admin: boolean | null;
  owner_id: string | null;
  group_created_at: Date | null;
  is_announce: boolean;
  is_community: boolean;
  community_id: string | null;
  /** null: unknown, keeps what is stored */
  profile_picture: string | null;
  /** every member is added in this grab, so that others are no longer members */
  members_complete: boolean;
}

/** An individual as a grab brings it. */
export interface ContactEntry {
  /** canonical: `…@s.whatsapp.net` where the phone is known, else `…@lid` */
  contact_id: string;
  lid: string | null;
  phone_number: string | null;
  name: string | null;
  address_book_name: string | null;
  short_name: string | null;
  verified_name: string | null;
  push_name: string | null;
  is_saved: boolean;
  is_business: boolean;
  is_blocked: boolean;
  /** null: unknown, keeps what is stored */
  profile_picture: string | null;
}

/** A member of a group. */
export interface ParticipantEntry {
  /** canonical, as a contact's `contact_id` */
  participant_id: string;
  lid: string | null;
  phone_number: string | null;
  name: string | null;
  role: 'participant' | 'admin' | 'superadmin';
}

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
