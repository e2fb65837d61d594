import {
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from '../connection/drizzle.ts';
import { workspaces } from './workspaces.ts';

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/**
 * Requests that were sent with an Idempotency-Key. The hashes are keyed, because a body can hold a number. No body and
 * no secret is stored: a repeated request is answered from what the resources are now.
 */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    /** `admin` for ADMIN_API_KEY, else the key's id */
    caller: text().notNull(),
    key_hash: bytea().notNull(),
    /** that of the key */
    workspace_id: uuid().references(() => workspaces.id, { onDelete: 'cascade' }),
    request_hash: bytea().notNull(),
    /** which request is at work; it alone may end the row */
    claim: uuid().notNull(),
    /** from then on the request counts as lost, and may be sent again */
    claimed_until: timestamp({ withTimezone: true }).notNull(),
    /** null: the request is at work */
    status: integer(),
    /** the ids of what the request made, by the names that answers use */
    resources: jsonb().$type<Record<string, string>>().notNull().default({}),
    created_at: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.caller, table.key_hash] }),
    index('idempotency_keys_created').on(table.created_at),
    uniqueIndex('idempotency_keys_claim').on(table.claim),
  ],
);
