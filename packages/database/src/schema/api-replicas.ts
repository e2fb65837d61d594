import { index, pgTable, timestamp, uuid } from '../connection/drizzle.ts';

/** The API processes of the installation, each with a heartbeat by the clock of the database. */
export const apiReplicas = pgTable(
  'api_replicas',
  {
    id: uuid().primaryKey(),
    heartbeat_at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index('api_replicas_heartbeat').on(table.heartbeat_at)],
);
