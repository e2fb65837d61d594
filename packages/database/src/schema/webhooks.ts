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
  uuid,
} from '../connection/drizzle.ts';
import { sessions } from './sessions.ts';
import { workspaces } from './workspaces.ts';

/** The check constraints hold the same values. */
type WebhookTopic = 'address_book' | 'status';
type DeadReason = 'FAILING' | 'GONE';

/** Where a workspace wants to be told what has changed. */
export const webhooks = pgTable(
  'webhooks',
  {
    id: uuid().primaryKey().defaultRandom(),
    workspace_id: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    url: text().notNull(),
    description: text(),
    /** Null: of every session of the workspace. */
    session_ids: uuid().array(),
    /** Null: every type. */
    event_types: text().array(),
    max_batch: integer().notNull().default(1),
    enabled: boolean().notNull().default(true),
    /** Set when the API gave the receiver up. It also clears `enabled`. */
    dead_reason: text().$type<DeadReason>(),
    dead_at: timestamp({ withTimezone: true }),
    /** Encrypted by the API, as the next one. */
    secret: text().notNull(),
    /** Signs too, until then. */
    previous_secret: text(),
    previous_secret_until: timestamp({ withTimezone: true }),
    /** Events up to this id are not for this receiver: it did not exist. */
    first_after: bigint({ mode: 'number' }).notNull(),
    created_at: timestamp({ withTimezone: true }).notNull().defaultNow(),
    updated_at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    index('webhooks_workspace').on(table.workspace_id, table.created_at),
    check('webhooks_dead_reason', sql`${table.dead_reason} IN ('FAILING', 'GONE')`),
  ],
);

/**
 * What has happened, once for all receivers, in order per session and topic: who writes one holds a lock of both until
 * its commit. Without a foreign key, which would be checked for each row: a trigger deletes the events of a
 * deleted session. Rows hold ids, no names and no numbers.
 */
export const webhookEvents = pgTable(
  'webhook_events',
  {
    id: bigint({ mode: 'number' }).generatedAlwaysAsIdentity().notNull(),
    session_id: uuid().notNull(),
    topic: text().$type<WebhookTopic>().notNull(),
    type: text().notNull(),
    data: jsonb().$type<Record<string, unknown>>().notNull(),
    created_at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.session_id, table.topic, table.id] })],
);

/** The streams of events that have grown since the sender looked: a note for it in the transaction of the events. */
export const webhookNotes = pgTable(
  'webhook_notes',
  { session_id: uuid().notNull(), topic: text().$type<WebhookTopic>().notNull() },
  (table) => [primaryKey({ columns: [table.session_id, table.topic] })],
);

/** How far a receiver has got in the events of a session. */
export const webhookPositions = pgTable(
  'webhook_positions',
  {
    webhook_id: uuid()
      .notNull()
      .references(() => webhooks.id, { onDelete: 'cascade' }),
    session_id: uuid()
      .notNull()
      .references(() => sessions.id, { onDelete: 'cascade' }),
    topic: text().$type<WebhookTopic>().notNull(),
    /** Everything up to this event has arrived. */
    event_id: bigint({ mode: 'number' }).notNull(),
    /** How often the next event has failed. */
    failures: integer().notNull().default(0),
    failing_since: timestamp({ withTimezone: true }),
    next_try_at: timestamp({ withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.webhook_id, table.session_id, table.topic] })],
);

/** One try to deliver events. It holds nothing of what was sent. */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    webhook_id: uuid()
      .notNull()
      .references(() => webhooks.id, { onDelete: 'cascade' }),
    /** Null: a test. */
    session_id: uuid().references(() => sessions.id, { onDelete: 'cascade' }),
    topic: text().$type<WebhookTopic>(),
    first_event_id: bigint({ mode: 'number' }),
    last_event_id: bigint({ mode: 'number' }),
    event_count: integer().notNull(),
    attempt: integer().notNull(),
    /** of the answer; null: there was none */
    status: integer(),
    /** Why it failed. Null: delivered. */
    error: text(),
    /** the beginning of the answer's text */
    response_excerpt: text(),
    duration_ms: integer().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [
    index('webhook_deliveries_webhook').on(table.webhook_id, table.id),
    index('webhook_deliveries_session').on(table.session_id),
    index('webhook_deliveries_at').on(table.at),
  ],
);
