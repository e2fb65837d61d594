import { WEBHOOK_BATCH_TYPE } from '@grabber/contracts/api/webhook';
import { actionRequired } from '@grabber/contracts/session-action';
import type { SessionStatus } from '@grabber/contracts/session-status';
import type { WebhookEventRow } from '@grabber/database/webhooks/webhook-streams';

/** What is posted, and the id by which a receiver recognises it when it comes again. */
export type WebhookMessage = { readonly id: string; readonly body: string };

export const eventId = (id: number) => `evt_${id}`;

export const isEventId = (text: string) => text.startsWith('evt_');

/** The number of an event's id. The contract has checked the form. */
export const eventNumber = (id: string) => Number(id.slice('evt_'.length));

/** One event, or the batch that a webhook with room for several always gets. Throws an Error without any event. */
export function webhookMessage(
  events: readonly WebhookEventRow[],
  { maxBatch }: { readonly maxBatch: number },
): WebhookMessage {
  const [first] = events;
  const last = events.at(-1);
  if (first === undefined || last === undefined) throw new Error('A message needs an event');
  if (maxBatch === 1 && events.length === 1) {
    const { id, ...event } = toWire(first);
    return { id, body: JSON.stringify(event) };
  }
  const timestamp = last.created_at.toISOString();
  const data = { events: events.map(toWire) };
  const body = JSON.stringify({ type: WEBHOOK_BATCH_TYPE, timestamp, data });
  return { id: `batch_${first.id}_${last.id}`, body };
}

function toWire({ id, type, created_at, session_id, data }: WebhookEventRow) {
  return {
    id: eventId(id),
    type,
    timestamp: created_at.toISOString(),
    data: { session_id, ...completed(type, data) },
  };
}

/** A failed grab has stored nothing: its event has no counts. */
const NOTHING_STORED = {
  total_groups: 0,
  total_contacts: 0,
  total_participants: 0,
  excluded_count: 0,
  reasons: [],
};

/** Adds what the database does not know when it queues an event. */
function completed(type: string, data: WebhookEventRow['data']): WebhookEventRow['data'] {
  if (type === 'grab.finished') return { ...NOTHING_STORED, ...data };
  if (type !== 'session.status') return data;
  const { status, error_code } = data as { status: SessionStatus; error_code: string | null };
  const error = error_code === null ? null : { code: error_code, message: '' };
  return { ...data, action_required: actionRequired(status, error) !== null };
}
