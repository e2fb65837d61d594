import { type Static, Type } from 'typebox';
import { GroupJid, Lid, PersonJid, PhoneNumber, Timestamp } from '../identity.ts';
import { Nullable } from '../nullable.ts';
import { PageCursor, PageLimit } from './page.ts';
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

/** `stored`: groups first, each type in the order of storing; `changed`: the latest change first. */
export const ContactSort = Type.Union([
  Type.Literal('stored'),
  Type.Literal('name'),
  Type.Literal('changed'),
]);

/** Without `limit` all contacts that the filters let through are answered; with it a page of them. */
export const ListContactsQuery = Type.Object(
  {
    type: Type.Optional(ContactType),
    status: Type.Optional(ContactStatus),
    search: Type.Optional(Type.String({ maxLength: 200 })),
    saved: Type.Optional(Type.Boolean()),
    business: Type.Optional(Type.Boolean()),
    blocked: Type.Optional(Type.Boolean()),
    has_phone: Type.Optional(Type.Boolean()),
    /** The JID of a group: its present members, as far as they are contacts. */
    in_group: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    /** Other than `stored` only with `limit`. */
    sort: Type.Optional(ContactSort),
    /** Only with `limit`. */
    total: Type.Optional(Type.Boolean()),
    limit: Type.Optional(PageLimit),
    /** Only with `limit`. */
    cursor: Type.Optional(PageCursor),
  },
  { additionalProperties: false },
);
export type ListContactsQuery = Static<typeof ListContactsQuery>;

export const ContactList = Type.Object({
  session_id: SessionId,
  contacts: Type.Array(StoredContact),
  /** Only with `limit`; null: this was the last page. */
  next_cursor: Type.Optional(Nullable(Type.String())),
  /** All that the filters let through, exact; only with `total=true`. */
  total: Type.Optional(Type.Integer({ minimum: 0 })),
});

export const DeletedContacts = Type.Object({
  session_id: SessionId,
  deleted_count: Type.Integer({ minimum: 0 }),
});
