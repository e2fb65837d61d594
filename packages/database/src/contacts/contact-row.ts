/** One row of `contacts` as it is read. */
export interface ContactRow {
  id: number;
  session_id: string;
  contact_id: string;
  lid: string | null;
  type: 'individual' | 'group';
  name: string | null;
  phone_number: string | null;
  address_book_name: string | null;
  short_name: string | null;
  verified_name: string | null;
  push_name: string | null;
  is_saved: boolean;
  is_business: boolean;
  is_blocked: boolean;
  group_id: string | null;
  group_name: string | null;
  group_description: string | null;
  group_participants_count: number | null;
  is_admin: boolean;
  owner_id: string | null;
  group_created_at: Date | null;
  is_announce: boolean;
  is_community: boolean;
  community_id: string | null;
  profile_picture: string | null;
  status: 'active' | 'inactive';
  created_at: Date;
  /** the row's last write or, while active, the last complete listing of its type, if that is later */
  grabbed_at: Date;
}

/** When contacts c were last known to be as they are, from them and their session x; see `grabbed_at`. */
export const GRABBED_AT = `GREATEST(c.written_at, CASE WHEN c.status = 'active' THEN
    CASE c.type WHEN 'group' THEN x.groups_listed_at ELSE x.contacts_listed_at END
  END) AS grabbed_at`;

/** Select list of a ContactRow, from contacts c and its session x. */
export const CONTACT_ROW_COLUMNS = `c.id, c.session_id, c.contact_id, c.lid, c.type, c.name,
  c.phone_number, c.address_book_name, c.short_name, c.verified_name, c.push_name, c.is_saved,
  c.is_business, c.is_blocked, c.group_id, c.group_name, c.group_description,
  c.group_participants_count, c.is_admin, c.owner_id, c.group_created_at, c.is_announce,
  c.is_community, c.community_id, c.profile_picture, c.status, c.created_at,
  ${GRABBED_AT}`;
