import { and, desc, eq, lt } from '../connection/drizzle.ts';
import type { Database } from '../connection/open-database.ts';
import { BEGIN_LONG, inTransaction } from '../connection/transactions.ts';
import { webhookDeliveries } from '../schema/webhooks.ts';

/** One try to deliver. */
export type WebhookDeliveryRow = typeof webhookDeliveries.$inferSelect;
export type NewWebhookDelivery = Omit<WebhookDeliveryRow, 'id'>;

/** Null: the webhook or its session was deleted meanwhile. */
export async function insertDelivery(
  db: Database,
  delivery: NewWebhookDelivery,
): Promise<WebhookDeliveryRow | null> {
  const { rows } = await db.pool.query<WebhookDeliveryRow>(
    `INSERT INTO webhook_deliveries (webhook_id, session_id, topic, first_event_id, last_event_id,
       event_count, attempt, status, error, response_excerpt, duration_ms, at)
     SELECT w.id, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12 FROM webhooks w
     WHERE w.id = $1 AND ($2::uuid IS NULL OR EXISTS (SELECT FROM sessions WHERE id = $2))
     RETURNING *`,
    [
      delivery.webhook_id,
      delivery.session_id,
      delivery.topic,
      delivery.first_event_id,
      delivery.last_event_id,
      delivery.event_count,
      delivery.attempt,
      delivery.status,
      delivery.error,
      delivery.response_excerpt,
      delivery.duration_ms,
      delivery.at,
    ],
  );
  return rows[0] ?? null;
}

/** The deliveries of a webhook before the one with that id, newest first. */
export async function listDeliveries(
  db: Database,
  options: { webhook_id: string; before: number | null; limit: number },
): Promise<WebhookDeliveryRow[]> {
  const { webhook_id, before, limit } = options;
  return db.orm
    .select()
    .from(webhookDeliveries)
    .where(
      and(
        eq(webhookDeliveries.webhook_id, webhook_id),
        before === null ? undefined : lt(webhookDeliveries.id, before),
      ),
    )
    .orderBy(desc(webhookDeliveries.id))
    .limit(limit);
}

/** One delivery of a webhook, or null. */
export async function findDelivery(
  db: Database,
  { webhook_id, id }: { webhook_id: string; id: number },
): Promise<WebhookDeliveryRow | null> {
  const [row] = await db.orm
    .select()
    .from(webhookDeliveries)
    .where(and(eq(webhookDeliveries.webhook_id, webhook_id), eq(webhookDeliveries.id, id)));
  return row ?? null;
}

/**
 * Deletes events and deliveries that are older, and of each workspace the oldest events beyond `max_events`. Answers
 * how many of each.
 */
export async function purgeWebhookData(
  db: Database,
  { older_than, max_events }: { older_than: Date; max_events: number },
): Promise<{ events: number; deliveries: number; overflow: number }> {
  return inTransaction(db, BEGIN_LONG, async (client) => {
    const count = async (text: string, value: unknown): Promise<number> =>
      (await client.query(text, [value])).rowCount ?? 0;
    const events = await count('DELETE FROM webhook_events WHERE created_at < $1', older_than);
    const deliveries = await count('DELETE FROM webhook_deliveries WHERE at < $1', older_than);
    const overflow = await count(
      `DELETE FROM webhook_events e USING (
         SELECT v.session_id, v.topic, v.id, row_number() OVER (
           PARTITION BY s.workspace_id ORDER BY v.id DESC) AS place
         FROM webhook_events v JOIN sessions s ON s.id = v.session_id) ranked
       WHERE ranked.place > $1 AND e.session_id = ranked.session_id AND e.topic = ranked.topic
         AND e.id = ranked.id`,
      max_events,
    );
    return { events, deliveries, overflow };
  });
}
