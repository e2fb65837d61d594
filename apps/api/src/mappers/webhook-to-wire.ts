import type { ApiWebhook, ApiWebhookDelivery } from '@grabber/contracts/api/webhook';
import type { WebhookDeliveryRow } from '@grabber/database/webhooks/webhook-deliveries';
import type { WebhookRow } from '@grabber/database/webhooks/webhooks';
import { eventId } from '../webhooks/webhook-message.ts';

/** Without the secrets. */
export function webhookToWire(row: WebhookRow, now: Date): ApiWebhook {
  const { id, previous_secret, previous_secret_until: until } = row;
  const overlaps = previous_secret !== null && until !== null && until > now;
  return {
    webhook_id: id,
    workspace_id: row.workspace_id,
    url: row.url,
    description: row.description,
    session_ids: row.session_ids,
    event_types: row.event_types,
    max_batch: row.max_batch,
    enabled: row.enabled,
    status: row.enabled ? 'active' : row.dead_reason === null ? 'disabled' : 'dead',
    dead_reason: row.dead_reason,
    dead_at: row.dead_at?.toISOString() ?? null,
    previous_secret_until: overlaps ? until.toISOString() : null,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  };
}

export function deliveryToWire(row: WebhookDeliveryRow): ApiWebhookDelivery {
  const idOf = (id: number | null) => (id === null ? null : eventId(id));
  return {
    delivery_id: String(row.id),
    session_id: row.session_id,
    first_event_id: idOf(row.first_event_id),
    last_event_id: idOf(row.last_event_id),
    event_count: row.event_count,
    attempt: row.attempt,
    delivered: row.error === null,
    status: row.status,
    error: row.error,
    response_excerpt: row.response_excerpt,
    duration_ms: row.duration_ms,
    at: row.at.toISOString(),
  };
}
