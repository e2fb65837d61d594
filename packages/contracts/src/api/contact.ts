import { type Static, Type } from 'typebox';
import { GroupJid, Lid, PersonJid, PhoneNumber, Timestamp } from '../identity.ts';
import { Nullable } from '../nullable.ts';
import { SessionId } from './session.ts';

export const ContactType = Type.Union([Type.Literal('individual'), Type.Literal('group')]);
export type ContactType = Static<typeof ContactType>;

/** `inactive`: a later complete grab no longer found it. */
export const ContactStatus = Type.Union([Type.Literal('active'), Type.Literal('inactive')]);

const NullableText = Nullable(Type.String());
const identity = {
  id: Type.Integer({ minimum: 1 }),
  session_id: SessionId,
};
const state = {
  profile_picture: NullableText,
  status: ContactStatus,
  /** Six fractional digits and `Z`. */
  grabbed_at: Timestamp,
};

export const StoredIndividual = Type.Object({
  ...identity,
  contact_id: PersonJid,
  name: NullableText,
  phone_number: Nullable(PhoneNumber),
  type: Type.Literal('individual'),
  group_id: Type.Null(),
  is_admin: Type.Literal(false),
  ...state,
  lid: Nullable(Lid),
  address_book_name: NullableText,
  short_name: NullableText,
  verified_name: NullableText,
  push_name: NullableText,
  is_saved: Type.Boolean(),
  is_business: Type.Boolean(),
  is_blocked: Type.Boolean(),
});
export type StoredIndividual = Static<typeof StoredIndividual>;

export const StoredGroup = Type.Object({
  ...identity,
  contact_id: GroupJid,
  name: NullableText,
  phone_number: Type.Null(),
  type: Type.Literal('group'),
  group_id: Type.Null(),
  group_name: NullableText,
  group_description: NullableText,
  group_participants_count: Nullable(Type.Integer({ minimum: 0 })),
  /** Whether the account itself is an admin. */
  is_admin: Type.Boolean(),
  ...state,
  owner_id: Nullable(PersonJid),
  group_created_at: Nullable(Timestamp),
  is_announce: Type.Boolean(),
  is_community: Type.Boolean(),
  community_id: Nullable(GroupJid),
});
export type StoredGroup = Static<typeof StoredGroup>;

export const StoredContact = Type.Union([StoredIndividual, StoredGroup]);
export type StoredContact = Static<typeof StoredContact>;

export const MAX_CONTACTS_PAGE = 1_000;

/** Without `limit` all contacts are answered; with it a page of them. */
export const ListContactsQuery = Type.Object(
  {
    type: Type.Optional(ContactType),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_CONTACTS_PAGE })),
    /** `next_cursor` of the page before, with the same `type`; only with `limit`. */
    cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  },
  { additionalProperties: false },
);
export type ListContactsQuery = Static<typeof ListContactsQuery>;

export const ContactList = Type.Object({
  session_id: SessionId,
  contacts: Type.Array(StoredContact),
  /** Only with `limit`; null: this was the last page. */
  next_cursor: Type.Optional(Nullable(Type.String())),
});

export const DeletedContacts = Type.Object({
  session_id: SessionId,
  deleted_count: Type.Integer({ minimum: 0 }),
});
