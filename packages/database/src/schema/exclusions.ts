import {
  customType,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from '../connection/drizzle.ts';
import { workspaces } from './workspaces.ts';

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/** Persons whom no grab of a workspace may store. */
export const exclusions = pgTable(
  'exclusions',
  {
    id: uuid().primaryKey().defaultRandom(),
    workspace_id: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    /** what the caller wants to know it by */
    label: text(),
    created_at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index('exclusions_workspace').on(table.workspace_id, table.created_at)],
);

/** Their addresses, as hashes with a key that the database does not hold: a copy of it names no one. */
export const exclusionAddresses = pgTable(
  'exclusion_addresses',
  {
    workspace_id: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    address_hash: bytea().notNull(),
    /** the key of the installation that the hash was made with; null of what older code excluded */
    key_id: text(),
    /** a short hash of the same address that is quick to compare; null of what older code excluded */
    address_tag: integer(),
    exclusion_id: uuid()
      .notNull()
      .references(() => exclusions.id, { onDelete: 'cascade' }),
  },
  (table) => [
    primaryKey({ columns: [table.workspace_id, table.address_hash] }),
    index('exclusion_addresses_exclusion').on(table.exclusion_id),
  ],
);
