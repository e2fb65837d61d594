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
export type WebhookScope = { readonly id: string; readonly workspace_id: string | null };

function inScope({ id, workspace_id }: WebhookScope) {
  if (!isUuid(id)) return null;
  const byId = eq(webhooks.id, id);
  return workspace_id === null ? byId : and(byId, eq(webhooks.workspace_id, workspace_id));
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
export async function listWebhooks(
  db: Database,
  { workspace_id }: { workspace_id: string | null },
): Promise<WebhookRow[]> {
  return db.orm
    .select()
    .from(webhooks)
    .where(workspace_id === null ? undefined : eq(webhooks.workspace_id, workspace_id))
    .orderBy(asc(webhooks.created_at), asc(webhooks.id));
}

/** One webhook, or null: also when it belongs to another workspace. */
export async function findWebhook(db: Database, scope: WebhookScope): Promise<WebhookRow | null> {
  const condition = inScope(scope);
  if (condition === null) return null;
  const [row] = await db.orm.select().from(webhooks).where(condition);
  return row ?? null;
}

/** Changes a webhook; null when there is no such one. Enabling it forgets why it was given up. */
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

/** Deletes a webhook with its deliveries. False: there is no such one. */
export async function deleteWebhook(db: Database, scope: WebhookScope): Promise<boolean> {
  const condition = inScope(scope);
  if (condition === null) return false;
  const deleted = await db.orm.delete(webhooks).where(condition);
  return (deleted.rowCount ?? 0) > 0;
}
