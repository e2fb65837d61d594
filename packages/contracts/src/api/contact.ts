import { type Static, Type } from 'typebox';
import { ContactStatus, groupSchema, individualSchema } from '../contact-fields.ts';
import { SessionId, Timestamp } from '../identity.ts';
import { Nullable } from '../nullable.ts';
import { Tag } from '../own-data-values.ts';
import { PageCursor, PageLimit } from './page.ts';
import { SessionParams } from './session.ts';

export const ContactType = Type.Union([Type.Literal('individual'), Type.Literal('group')]);
export type ContactType = Static<typeof ContactType>;

export const StoredIndividual = individualSchema();
export type StoredIndividual = Static<typeof StoredIndividual>;

export const StoredGroup = groupSchema();
export type StoredGroup = Static<typeof StoredGroup>;

export const StoredContact = Type.Union([StoredIndividual, StoredGroup]);
export type StoredContact = Static<typeof StoredContact>;

/** `stored`: groups first, each type in the order of storing. `changed`: latest change first. With `-`: reversed. */
export const ContactSort = Type.Union([
  Type.Literal('stored'),
  Type.Literal('name'),
  Type.Literal('changed'),
  Type.Literal('-stored'),
  Type.Literal('-name'),
  Type.Literal('-changed'),
]);
export type ContactSort = Static<typeof ContactSort>;

/** The whole name of a label or list, as `labels` has it. */
export const LabelName = Type.String({ minLength: 1, maxLength: 255 });

/** `name:value` of a custom field. */
export const FieldFilter = Type.String({
  pattern: '^[a-z][a-z0-9_]{0,39}:',
  minLength: 2,
  maxLength: 541,
});

/** The `id` of up to 500 rows, with commas between them. */
const RowIds = Type.String({
  pattern: '^[1-9]\\d{0,14}(,[1-9]\\d{0,14}){0,499}$',
  maxLength: 7_999,
});

/**
 * An address of a contact or group, in any spelling; for a deletion with its server, or the row's `id`. Any
 * other text is valid, too: a text that the session does not have is "not found".
 */
export const ContactParams = Type.Object({
  ...SessionParams.properties,
  contactId: Type.String({ minLength: 1, maxLength: 200 }),
});

/** Without `limit` the answer has all contacts that match the filters, with it a page of them. */
export const ListContactsQuery = Type.Object(
  {
    /** `all` is the same as no `type`. */
    type: Type.Optional(Type.Union([...ContactType.anyOf, Type.Literal('all')])),
    status: Type.Optional(ContactStatus),
    search: Type.Optional(Type.String({ maxLength: 200 })),
    saved: Type.Optional(Type.Boolean()),
    business: Type.Optional(Type.Boolean()),
    blocked: Type.Optional(Type.Boolean()),
    /** Default true. False: people of the address book without WhatsApp. */
    on_whatsapp: Type.Optional(Type.Boolean()),
    has_phone: Type.Optional(Type.Boolean()),
    /** The JID of a group: its current members that are contacts. */
    in_group: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    label: Type.Optional(LabelName),
    /** `name` and `changed` only with `limit`. */
    sort: Type.Optional(ContactSort),
    /** Only with `limit`. */
    total: Type.Optional(Type.Boolean()),
    limit: Type.Optional(PageLimit),
    /** Only with `limit`. */
    cursor: Type.Optional(PageCursor),
    tag: Type.Optional(Tag),
    has_note: Type.Optional(Type.Boolean()),
    field: Type.Optional(FieldFilter),
    /** Persons with a username, or without one. */
    has_username: Type.Optional(Type.Boolean()),
    /** Rows that a grab added, changed or removed at this time or later. */
    changed_since: Type.Optional(Timestamp),
    /** Those rows alone, also without WhatsApp. */
    ids: Type.Optional(RowIds),
  },
  { additionalProperties: false },
);
export type ListContactsQuery = Static<typeof ListContactsQuery>;

export const ContactList = Type.Object({
  session_id: SessionId,
  contacts: Type.Array(StoredContact),
  /** Only with `limit`. Null: this was the last page. */
  next_cursor: Type.Optional(Nullable(Type.String())),
  /** The number of rows that match the filters. Only with `total=true`. */
  total: Type.Optional(Type.Integer({ minimum: 0 })),
});

/** A label or list, and how many of those that the account has now are in it. */
export const StoredLabel = Type.Object({
  name: Type.String(),
  contacts: Type.Integer({ minimum: 0 }),
  groups: Type.Integer({ minimum: 0 }),
});

export const LabelList = Type.Object({
  session_id: SessionId,
  labels: Type.Array(StoredLabel),
});

export const DeletedContacts = Type.Object({
  session_id: SessionId,
  deleted_count: Type.Integer({ minimum: 0 }),
});
