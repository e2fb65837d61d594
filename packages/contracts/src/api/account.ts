import { type Static, Type } from 'typebox';
import { ContactStatus } from '../contact-fields.ts';
import { SessionId, Timestamp } from '../identity.ts';
import { Nullable } from '../nullable.ts';
import { WorkspaceName } from './access/workspace.ts';
import { ContactChange, ListChangesQuery } from './change.ts';
import { ListContactsQuery, StoredIndividual } from './contact.ts';
import { ExportContactsQuery, ExportedContact } from './export.ts';
import { ListedGroup, ListGroupsQuery } from './group.ts';

const workspace = Type.Optional(WorkspaceName);

/** `address`: by number or LID. A change has its number in one session alone, so changes give no order. With `-`: reversed. */
const AccountSort = Type.Union([
  Type.Literal('address'),
  Type.Literal('name'),
  Type.Literal('-address'),
  Type.Literal('-name'),
]);

const { status, search, saved, business, blocked, on_whatsapp, has_phone, label } =
  ListContactsQuery.properties;
const { tag, has_note, field, has_username, changed_since, ids } = ListContactsQuery.properties;
const { in_group } = ListContactsQuery.properties;
const { total, limit, cursor } = ListContactsQuery.properties;
const filters = {
  ...{ status, search, saved, business, blocked, on_whatsapp, has_phone, label },
  ...{ tag, has_note, field, has_username, changed_since, ids, in_group },
};

export const ListAllContactsQuery = Type.Object(
  { ...filters, sort: Type.Optional(AccountSort), total, limit, cursor, workspace },
  { additionalProperties: false },
);
export type ListAllContactsQuery = Static<typeof ListAllContactsQuery>;

const account = {
  session_id: SessionId,
  /** of the row in this session */
  id: Type.Integer({ minimum: 1 }),
  /** As the account has it. Null: none. */
  name: Nullable(Type.String()),
  status: ContactStatus,
  labels: StoredIndividual.properties.labels,
  tags: StoredIndividual.properties.tags,
  grabbed_at: Timestamp,
};

/** What one account says of a person. */
export const PersonAccount = Type.Object({
  ...account,
  is_saved: Type.Boolean(),
  is_business: Type.Boolean(),
  is_blocked: Type.Boolean(),
  on_whatsapp: Type.Boolean(),
});
export type PersonAccount = Static<typeof PersonAccount>;

/** A person as the account says that knows most, and what each account says. */
export const PersonOfAccounts = Type.Object({
  ...StoredIndividual.properties,
  accounts: Type.Array(PersonAccount),
});
export type PersonOfAccounts = Static<typeof PersonOfAccounts>;

export const AllContactList = Type.Object({
  contacts: Type.Array(PersonOfAccounts),
  /** Null: this was the last page. */
  next_cursor: Nullable(Type.String()),
  /** The number of persons that match the filters. Only with `total=true`. */
  total: Type.Optional(Type.Integer({ minimum: 0 })),
});

export const ListAllGroupsQuery = Type.Object(
  { ...ListGroupsQuery.properties, workspace },
  { additionalProperties: false },
);
export type ListAllGroupsQuery = Static<typeof ListAllGroupsQuery>;

/** What one account says of a group. */
export const GroupAccount = Type.Object({ ...account, is_admin: Type.Boolean() });
export type GroupAccount = Static<typeof GroupAccount>;

export const GroupOfAccounts = Type.Object({
  ...ListedGroup.properties,
  accounts: Type.Array(GroupAccount),
});
export type GroupOfAccounts = Static<typeof GroupOfAccounts>;

export const AllGroupList = Type.Object({
  groups: Type.Array(GroupOfAccounts),
  /** Null: this was the last page. */
  next_cursor: Nullable(Type.String()),
});

/** It holds a place in each session: 28 characters of each that is read to its end, up to 60 of others. */
export const MAX_CHANGES_CURSOR_CHARS = 12_000;

export const ListAllChangesQuery = Type.Object(
  {
    /** `next_cursor` of the last answer. Absent: begin with every contact as it is now. */
    since: Type.Optional(Type.String({ minLength: 1, maxLength: MAX_CHANGES_CURSOR_CHARS })),
    since_time: ListChangesQuery.properties.since_time,
    limit: ListChangesQuery.properties.limit,
    memberships: ListChangesQuery.properties.memberships,
    workspace,
  },
  { additionalProperties: false },
);
export type ListAllChangesQuery = Static<typeof ListAllChangesQuery>;

const [Created, Changed, Membership, Removed, Deleted] = ContactChange.anyOf;
const session_id = SessionId;

/** A change with the session that it is of. */
export const AccountChange = Type.Union([
  Type.Object({ session_id, ...Created.properties }),
  Type.Object({ session_id, ...Changed.properties }),
  Type.Object({ session_id, ...Membership.properties }),
  Type.Object({ session_id, ...Removed.properties }),
  Type.Object({ session_id, ...Deleted.properties }),
]);
export type AccountChange = Static<typeof AccountChange>;

export const AllChangeList = Type.Object({
  /** Session by session; those of one session in their order. */
  changes: Type.Array(AccountChange),
  /** Sessions that were in the cursor and are gone: all that you have of them is to be deleted. */
  removed_sessions: Type.Array(SessionId),
  /** The cursor of the next request, also when nothing has changed. */
  next_cursor: Type.String(),
  /** False: the reader is up to date in all sessions. */
  has_more: Type.Boolean(),
});

const { format, bom, phone, delimiter, columns, profile } = ExportContactsQuery.properties;

export const ExportAllContactsQuery = Type.Object(
  {
    ...{ format, bom, phone, delimiter, columns, profile },
    ...filters,
    sort: Type.Optional(AccountSort),
    workspace,
  },
  { additionalProperties: false },
);
export type ExportAllContactsQuery = Static<typeof ExportAllContactsQuery>;

const [ExportedIndividual] = ExportedContact.anyOf;

/** A person in a file over all accounts. */
export const ExportedPerson = Type.Object({
  ...ExportedIndividual.properties,
  accounts: Type.Array(
    Type.Object({
      session_id: SessionId,
      /** the name of the session */
      session: Type.String(),
      id: account.id,
      name: account.name,
      is_saved: Type.Boolean(),
      status: ContactStatus,
    }),
  ),
});
