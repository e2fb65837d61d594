import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  sql,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from '../connection/drizzle.ts';
import { sessions } from './sessions.ts';
import { isWide, jidText, SEARCH_TEXT, SORT_NAME_CHARS, searchText } from './text-types.ts';

/** Individuals and groups: one row per person or group and session. */
export const contacts = pgTable(
  'contacts',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /**
     * Without a foreign key, which would be checked for each row: who writes holds the session's row
     * for the whole of the transaction. A trigger deletes the contacts of a deleted session.
     */
    session_id: uuid().notNull(),
    /** the phone JID where the phone is known, else the LID; `…@g.us` of a group */
    contact_id: jidText().notNull(),
    lid: jidText(),
    type: text().$type<'individual' | 'group'>().notNull(),
    name: text(),
    phone_number: text(),
    address_book_name: text(),
    short_name: text(),
    verified_name: text(),
    push_name: text(),
    /** without the `@` that it is shown with */
    username: text(),
    /** of a person without a known phone: the number as WhatsApp shows it, with most digits hidden */
    masked_number: text(),
    /** the status text that the person shows */
    about: text(),
    is_saved: boolean().notNull().default(false),
    /** False: a person of the address book without a WhatsApp account. */
    on_whatsapp: boolean().notNull().default(true),
    is_business: boolean().notNull().default(false),
    is_blocked: boolean().notNull().default(false),
    business_kind: text(),
    verified_level: text(),
    /** of the published contact shape; always null here: memberships are group_participants */
    group_id: text(),
    group_name: text(),
    group_description: text(),
    group_participants_count: integer(),
    /** of a group: whether the account itself is an admin */
    is_admin: boolean().notNull().default(false),
    /** of a group: `is_admin` was read at least once */
    is_admin_known: boolean().notNull().default(false),
    owner_id: text(),
    group_created_at: timestamp({ withTimezone: true }),
    is_announce: boolean().notNull().default(false),
    is_community: boolean().notNull().default(false),
    community_id: text(),
    /** of a group, as the next ones: only admins can change its name, picture and description */
    is_restricted: boolean(),
    members_can_add: boolean(),
    requires_approval: boolean(),
    is_suspended: boolean(),
    is_terminated: boolean(),
    /** it has no subject */
    is_unnamed: boolean(),
    /** new messages disappear after this time; 0: they stay */
    ephemeral_seconds: integer(),
    group_name_changed_at: timestamp({ withTimezone: true }),
    group_description_changed_at: timestamp({ withTimezone: true }),
    /** of the chat, as the next three; not rewritten for less than a day */
    last_activity_at: timestamp({ withTimezone: true }),
    is_archived: boolean(),
    is_muted: boolean(),
    muted_until: timestamp({ withTimezone: true }),
    /** Of the chat. Null without the session's choice, or while no chat is known. */
    is_locked: boolean(),
    /** the names of the chat's labels or lists, in WhatsApp's order; null: none, or not known */
    labels: jsonb().$type<string[]>(),
    profile_picture: text(),
    /** Written by people through the API and by no grab, as the next two. Null instead of an empty list. */
    tags: jsonb().$type<string[]>(),
    note: text(),
    /** name → value, as the workspace defines them */
    custom_fields: jsonb().$type<Record<string, string | number | boolean>>(),
    status: text().$type<'active' | 'inactive'>().notNull().default('active'),
    created_at: timestamp({ withTimezone: true }).notNull(),
    /** last write of this row; of an inactive one: when it was last known to be there */
    written_at: timestamp({ withTimezone: true }).notNull(),
    /** of an active row: since when complete listings miss it, each time among too many others */
    missing_since: timestamp({ withTimezone: true }),
    /** of a group: the first complete list of its members; who is new after that has joined */
    members_listed_at: timestamp({ withTimezone: true }),
    created_change: bigint({ mode: 'number' }).notNull(),
    changed_change: bigint({ mode: 'number' }).notNull(),
    /** field → number of its last change after the creation */
    field_changes: jsonb().$type<Record<string, number>>().notNull().default({}),
    search_text: searchText().notNull().generatedAlwaysAs(SEARCH_TEXT),
    /**
     * The folded tags, note and custom values, for searches. A trigger writes it: a generated column would have
     * rewritten the table. Null: nothing was written to this contact.
     */
    own_text: searchText(),
  },
  (table) => [
    uniqueIndex('contacts_session_contact_id').on(table.session_id, table.contact_id),
    uniqueIndex('contacts_session_lid')
      .on(table.session_id, table.lid)
      .where(sql`${table.lid} IS NOT NULL`),
    index('contacts_session_type_id').on(table.session_id, table.type, table.id),
    index('contacts_session_change').on(table.session_id, table.changed_change, table.id),
    index('contacts_session_name').on(
      table.session_id,
      sql`left(${table.search_text}, ${sql.raw(String(SORT_NAME_CHARS))})`,
      table.id,
    ),
    index('contacts_search').using('gin', table.search_text.op('gin_trgm_ops')),
    // The index above has no letters beyond ASCII where the locale of the database knows none.
    index('contacts_search_wide')
      .using('gin', sql`search_wide(${table.search_text}) gin_trgm_ops`)
      .where(sql.raw(isWide('search_text'))),
    // Small: of these there are few, and a page of them must not walk the whole address book.
    index('contacts_inactive')
      .on(table.session_id, table.id)
      .where(sql`${table.status} = 'inactive'`),
    index('contacts_without_whatsapp')
      .on(table.session_id, table.id)
      .where(sql`NOT ${table.on_whatsapp}`),
    index('contacts_labelled')
      .on(table.session_id, table.id)
      .where(sql`${table.labels} IS NOT NULL`),
    index('contacts_own_data')
      .on(table.session_id, table.id)
      .where(
        sql`${table.tags} IS NOT NULL OR ${table.note} IS NOT NULL OR ${table.custom_fields} IS NOT NULL`,
      ),
    // Only of these rows: an index of this kind has an entry for a null, too.
    index('contacts_own_search')
      .using('gin', table.own_text.op('gin_trgm_ops'))
      .where(sql`${table.own_text} IS NOT NULL`),
    index('contacts_own_search_wide')
      .using('gin', sql`search_wide(${table.own_text}) gin_trgm_ops`)
      .where(sql.raw(isWide('own_text'))),
    index('contacts_blocked').on(table.session_id, table.id).where(sql`${table.is_blocked}`),
    check('contacts_type', sql`${table.type} IN ('individual', 'group')`),
    check('contacts_status', sql`${table.status} IN ('active', 'inactive')`),
    check(
      'contacts_identity',
      sql`CASE ${table.type} WHEN 'group' THEN ${table.lid} IS NULL AND ${table.phone_number} IS NULL
          ELSE ${table.phone_number} IS NOT NULL OR ${table.lid} = ${table.contact_id} END`,
    ),
  ],
);

/**
 * The LIDs that a person had before, or that WhatsApp knows beside the current one. An address is at one
 * row at most: it is no alias while it is the `lid` of a row.
 */
export const contactAliases = pgTable(
  'contact_aliases',
  {
    session_id: uuid().notNull(),
    /** `…@lid` */
    address: jidText().notNull(),
    /** Without a foreign key, as the members of a group: a trigger deletes the aliases of a deleted contact. */
    contact_row_id: bigint({ mode: 'number' }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.session_id, table.address] }),
    index('contact_aliases_contact').on(table.contact_row_id),
  ],
);

/** The sessions whose searched texts an older version folded. A background job folds them again. */
export const searchRefolds = pgTable('search_refolds', {
  session_id: uuid()
    .primaryKey()
    .references(() => sessions.id, { onDelete: 'cascade' }),
});

/** The remains of a deleted, purged or merged contact. No field names a person. */
export const contactTombstones = pgTable(
  'contact_tombstones',
  {
    session_id: uuid()
      .notNull()
      .references(() => sessions.id, { onDelete: 'cascade' }),
    change_number: bigint({ mode: 'number' }).notNull(),
    /** the `id` that the row had */
    contact_row_id: bigint({ mode: 'number' }).notNull(),
    reason: text().$type<'deleted' | 'purged' | 'merged'>().notNull(),
    /** The row that a merged one continues in; null where older code merged. */
    merged_into: bigint({ mode: 'number' }),
    created_at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.session_id, table.change_number, table.contact_row_id] }),
    // For the changes of one person: most rows were deleted or purged.
    index('contact_tombstones_merged')
      .on(table.session_id, table.merged_into)
      .where(sql`${table.merged_into} IS NOT NULL`),
    index('contact_tombstones_continued')
      .on(table.session_id, table.contact_row_id)
      .where(sql`${table.merged_into} IS NOT NULL`),
    check('contact_tombstones_reason', sql`${table.reason} IN ('deleted', 'purged', 'merged')`),
  ],
);
