import { isUuid } from '@grabber/primitives/uuid';
import { and, asc, eq, sql } from '../connection/drizzle.ts';
import type { Database } from '../connection/open-database.ts';
import { webhooks } from '../schema/webhooks.ts';

/** One row of `webhooks`. */
export type WebhookRow = typeof webhooks.$inferSelect;

/** What a person chooses. */
export type WebhookChoices = Partial<
  Pick<WebhookRow, 'url' | 'description' | 'session_ids' | 'event_types' | 'max_batch' | 'enabled'>
>;

/** `workspace_id: null` is the global admin, which sees all. */
export type WebhookScope = VisibleWebhooks & { readonly id: string };

type VisibleWebhooks = {
  readonly workspace_id: string | null;
  /** Only webhooks limited to some of these sessions. Absent or null: all. */
  readonly session_ids?: readonly string[] | null;
};

function inScope({ id, ...visible }: WebhookScope) {
  return isUuid(id) ? and(eq(webhooks.id, id), ...visibleTo(visible)) : null;
}

function visibleTo({ workspace_id, session_ids = null }: VisibleWebhooks) {
  return [
    workspace_id === null ? undefined : eq(webhooks.workspace_id, workspace_id),
    // A webhook without sessions of its own gets the events of all, so it is outside.
    session_ids === null
      ? undefined
      : sql`${webhooks.session_ids} <@ ${sql.param(session_ids)}::uuid[]`,
  ];
}

/** Inserts a webhook. It gets the events that are queued from now on. */
export async function insertWebhook(
  db: Pick<Database, 'orm'>,
  input: WebhookChoices & {
    id: string;
    workspace_id: string;
    url: string;
    secret: string;
    now: Date;
  },
): Promise<WebhookRow> {
  const { now, ...columns } = input;
  const first_after = sql<number>`(SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM webhook_events_id_seq)`;
  const [row] = await db.orm
    .insert(webhooks)
    .values({ ...columns, first_after, created_at: now, updated_at: now })
    .returning();
  if (row === undefined) throw new Error('INSERT INTO webhooks returned no row');
  return row;
}

/** The webhooks of a workspace (null: of all), oldest first. */
export async function listWebhooks(db: Database, visible: VisibleWebhooks): Promise<WebhookRow[]> {
  return db.orm
    .select()
    .from(webhooks)
    .where(and(...visibleTo(visible)))
    .orderBy(asc(webhooks.created_at), asc(webhooks.id));
}

/** One webhook, or null: also when it belongs to another workspace. */
export async function findWebhook(db: Database, scope: WebhookScope): Promise<WebhookRow | null> {
  const condition = inScope(scope);
  if (condition === null) return null;
  const [row] = await db.orm.select().from(webhooks).where(condition);
  return row ?? null;
}

/** Changes a webhook; null when it does not exist. Enabling it forgets why it was given up. */
export async function updateWebhook(
  db: Database,
  scope: WebhookScope,
  {
    now,
    ...changes
  }: WebhookChoices & { now: Date } & Partial<
      Pick<WebhookRow, 'secret' | 'previous_secret' | 'previous_secret_until'>
    >,
): Promise<WebhookRow | null> {
  const condition = inScope(scope);
  if (condition === null) return null;
  const revived = changes.enabled === true ? { dead_reason: null, dead_at: null } : {};
  const [row] = await db.orm
    .update(webhooks)
    .set({ ...changes, ...revived, updated_at: now })
    .where(condition)
    .returning();
  return row ?? null;
}

/** Gives a receiver up. False: it was not enabled any more. */
export async function markWebhookDead(
  db: Database,
  { id, reason, now }: { id: string; reason: 'FAILING' | 'GONE'; now: Date },
): Promise<boolean> {
  const marked = await db.orm
    .update(webhooks)
    .set({ enabled: false, dead_reason: reason, dead_at: now, updated_at: now })
    .where(and(eq(webhooks.id, id), eq(webhooks.enabled, true)));
  return (marked.rowCount ?? 0) > 0;
}

/** Deletes a webhook with its deliveries. False: it does not exist. */
export async function deleteWebhook(db: Database, scope: WebhookScope): Promise<boolean> {
  const condition = inScope(scope);
  if (condition === null) return false;
  const deleted = await db.orm.delete(webhooks).where(condition);
  return (deleted.rowCount ?? 0) > 0;
}
