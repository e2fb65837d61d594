import { DEFAULT_PAGE } from '@grabber/contracts/api/page';
import { type ListDeliveriesQuery, WEBHOOK_TEST_TYPE } from '@grabber/contracts/api/webhook';
import {
  findDelivery,
  listDeliveries,
  type WebhookDeliveryRow,
} from '@grabber/database/webhooks/webhook-deliveries';
import { eventsBetween } from '@grabber/database/webhooks/webhook-streams';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import { decodePageCursor, encodePageCursor } from '../../cursors/page-cursor.ts';
import { webhookMessage } from '../../webhooks/webhook-message.ts';
import type { Visible } from '../access/access.ts';
import { type Delivered, deliver } from './deliver.ts';
import { requireWebhook } from './manage-webhooks.ts';

type Caller = Visible;
type Sending = Pick<Context, 'db' | 'cipher' | 'clock' | 'webhooks' | 'metrics'>;

/** The place is the id alone. */
const NO_KEY = /^$/;
const DELIVERY_ID = /^[1-9]\d{0,14}$/;

/** A page of the deliveries, newest first. Throws WEBHOOK_NOT_FOUND, and VALIDATION_FAILED for a cursor of another list. */
export async function readDeliveriesPage(
  context: Pick<Context, 'db'>,
  access: Caller,
  id: string,
  { cursor, limit = DEFAULT_PAGE }: ListDeliveriesQuery,
): Promise<{ rows: WebhookDeliveryRow[]; nextCursor: string | null }> {
  const { id: webhook_id } = await requireWebhook(context, access, id);
  const scope = [webhook_id, 'deliveries'];
  const before = cursor === undefined ? null : decodePageCursor(scope, cursor, NO_KEY).id;
  const found = await listDeliveries(context.db, { webhook_id, before, limit: limit + 1 });
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return { rows, nextCursor: last ? encodePageCursor(scope, { key: '', id: last.id }) : null };
}

/** Sends a test now, also of a webhook that is not enabled. Throws WEBHOOK_NOT_FOUND. */
export async function sendTest(
  context: Sending,
  access: Caller,
  id: string,
): Promise<WebhookDeliveryRow> {
  const webhook = await requireWebhook(context, access, id);
  const timestamp = context.clock().toISOString();
  const body = { type: WEBHOOK_TEST_TYPE, timestamp, data: { webhook_id: webhook.id } };
  const message = { id: `test_${crypto.randomUUID()}`, body: JSON.stringify(body) };
  return sendNow(context, access, id, { message, events: [], attempt: 1 });
}

/**
 * Sends the events of a delivery again now, beside those that are waiting. Throws WEBHOOK_NOT_FOUND, and
 * DELIVERY_NOT_FOUND also when its events are no longer stored.
 */
export async function replayDelivery(
  context: Sending,
  access: Caller,
  id: string,
  deliveryId: string,
): Promise<WebhookDeliveryRow> {
  const { id: webhook_id, ...webhook } = await requireWebhook(context, access, id);
  const found = DELIVERY_ID.test(deliveryId)
    ? await findDelivery(context.db, { webhook_id, id: Number(deliveryId) })
    : null;
  if (found === null) throw notFound();
  const { session_id, topic, first_event_id: first, last_event_id: last } = found;
  if (session_id === null || topic === null || first === null || last === null) {
    return sendTest(context, access, id);
  }
  const range = { session_id, topic, first, last };
  const events = await eventsBetween(context.db, range, webhook.event_types);
  if (events.length === 0) throw notFound();
  const message = webhookMessage(events, { maxBatch: webhook.max_batch });
  return sendNow(context, access, id, { message, events, attempt: found.attempt + 1 });
}

async function sendNow(
  context: Sending,
  access: Caller,
  id: string,
  delivered: Delivered,
): Promise<WebhookDeliveryRow> {
  const webhook = await requireWebhook(context, access, id);
  const delivery = await deliver(context, webhook, delivered);
  if (delivery === null) throw new ServiceError('WEBHOOK_NOT_FOUND', 'The webhook was deleted.');
  return delivery;
}

function notFound(): ServiceError {
  return new ServiceError('DELIVERY_NOT_FOUND', 'There is no such delivery with stored events.');
}
