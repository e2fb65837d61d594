import {
  boolean,
  customType,
  jsonb,
  pgTable,
  sql,
  text,
  timestamp,
  uuid,
} from '../connection/drizzle.ts';

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/** A field that people of a workspace may fill in for contacts and groups. `choices`: of a `choice`. */
export type CustomField = {
  readonly name: string;
  readonly type: 'text' | 'number' | 'boolean' | 'date' | 'choice';
  readonly choices?: readonly string[];
};

export const workspaces = pgTable('workspaces', {
  id: uuid().primaryKey().defaultRandom(),
  name: text().notNull().unique(),
  /** The key of its hashes of excluded addresses: two workspaces never have the same hash. */
  exclusion_key: bytea()
    .notNull()
    .default(sql`uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())`),
  custom_fields: jsonb().$type<readonly CustomField[]>().notNull().default([]),
  /** Grabs also keep the old and new values of what they change, for a month. */
  keeps_change_values: boolean().notNull().default(false),
  /** The console shows a phone number only after a click on it. Answers have it either way. */
  masks_numbers: boolean().notNull().default(true),
  created_at: timestamp({ withTimezone: true }).notNull().defaultNow(),
});
