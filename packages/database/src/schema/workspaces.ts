import { customType, pgTable, sql, text, timestamp, uuid } from '../connection/drizzle.ts';

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

export const workspaces = pgTable('workspaces', {
  id: uuid().primaryKey().defaultRandom(),
  name: text().notNull().unique(),
  /** The key of its hashes of excluded addresses: two workspaces never have the same hash. */
  exclusion_key: bytea()
    .notNull()
    .default(sql`uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())`),
  created_at: timestamp({ withTimezone: true }).notNull().defaultNow(),
});
