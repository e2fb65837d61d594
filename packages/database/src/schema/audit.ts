import {
  bigint,
  check,
  index,
  integer,
  pgTable,
  sql,
  text,
  timestamp,
  uuid,
} from '../connection/drizzle.ts';

/**
 * Who had what done with which key. A trigger lets it only grow. It has no foreign keys: what was done to a
 * session or a key is known for longer than they are.
 */
export const auditEntries = pgTable(
  'audit_entries',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** when the request began */
    at: timestamp({ withTimezone: true }).notNull(),
    /** that of the key, else that of the session */
    workspace_id: uuid(),
    /** `admin` for ADMIN_API_KEY, `console` for who signed in with a link, else the key's id */
    key_id: text().notNull(),
    address: text(),
    request_id: uuid().notNull(),
    /** the X-Request-Id of the client, where it is not a UUID */
    client_request_id: text(),
    method: text().notNull(),
    /** the template: a path may hold a number */
    route: text().notNull(),
    session_id: uuid(),
    outcome: text().$type<'done' | 'refused' | 'failed' | 'aborted'>().notNull(),
    status: integer().notNull(),
    code: text(),
    /** how many contacts, groups or members the answer held, or the request deleted */
    row_count: bigint({ mode: 'number' }),
    bytes: bigint({ mode: 'number' }).notNull(),
    duration_ms: integer().notNull(),
  },
  (table) => [
    index('audit_entries_at').on(table.at),
    index('audit_entries_workspace').on(table.workspace_id, table.id),
    index('audit_entries_session').on(table.session_id, table.id),
    check(
      'audit_entries_outcome',
      sql`${table.outcome} IN ('done', 'refused', 'failed', 'aborted')`,
    ),
  ],
);
