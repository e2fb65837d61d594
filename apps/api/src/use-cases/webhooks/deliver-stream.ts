import { randomUUID } from 'node:crypto';
import {
  advance,
  nextEvents,
  noteFailure,
  openPosition,
  type WebhookPosition,
  type WebhookStream,
} from '@grabber/database/webhooks/webhook-streams';
import { findWebhook, markWebhookDead, type WebhookRow } from '@grabber/database/webhooks/webhooks';
import type { Context } from '../../context.ts';
import { webhookMessage } from '../../webhooks/webhook-message.ts';
import { deliver } from './deliver.ts';

/** So that a long stream, or a receiver that takes seconds for each request, does not keep a worker from others. */
const REQUESTS_PER_TURN = 50;
const TURN_MS = 5_000;
const GONE = 410;
/** Retries of many streams do not come in the same second. */
const JITTER = 0.2;

type Needs = Pick<Context, 'db' | 'cipher' | 'clock' | 'webhooks' | 'metrics' | 'audit' | 'logger'>;

/**
 * Sends the next events of a stream in order, until there are none, one fails, or the turn is over. True: there
 * are more. What fails stays the next one: nothing overtakes it.
 */
export async function deliverStream(
  context: Needs,
  stream: WebhookStream,
  signal: AbortSignal,
): Promise<boolean> {
  const endsAt = performance.now() + TURN_MS;
  for (let sent = 0; sent < REQUESTS_PER_TURN && performance.now() < endsAt; sent += 1) {
    if (signal.aborted) return true;
    const webhook = await findWebhook(context.db, { id: stream.webhook_id, workspace_id: null });
    if (!webhook?.enabled || !wantsSession(webhook, stream.session_id)) return false;
    const position = await openPosition(context.db, stream);
    if (position === null || isPaused(position, context.clock())) return false;
    const { events, upTo } = await nextEvents(context.db, position, webhook);
    if (events.length === 0) {
      if (upTo > position.event_id) await advance(context.db, position, upTo);
      return false;
    }
    const message = webhookMessage(events, { maxBatch: webhook.max_batch });
    const attempt = position.failures + 1;
    const delivery = await deliver(context, webhook, { message, events, attempt }, signal);
    if (delivery === null || signal.aborted) return false;
    if (delivery.error !== null) {
      await handleFailure(context, webhook, position, delivery.status);
      return false;
    }
    await advance(context.db, position, upTo);
  }
  return true;
}

function wantsSession({ session_ids }: WebhookRow, sessionId: string): boolean {
  return session_ids === null || session_ids.includes(sessionId);
}

function isPaused({ next_try_at }: WebhookPosition, now: Date): boolean {
  return next_try_at !== null && next_try_at > now;
}

async function handleFailure(
  context: Needs,
  webhook: WebhookRow,
  position: WebhookPosition,
  status: number | null,
): Promise<void> {
  const { db, clock, webhooks } = context;
  const now = clock();
  const { retryDelaysMs, giveUpAfterMs } = webhooks;
  const delay = retryDelaysMs[position.failures] ?? retryDelaysMs.at(-1) ?? 0;
  const nextTryAt = new Date(now.getTime() + delay * (1 + JITTER * Math.random()));
  await noteFailure(db, position, { now, nextTryAt });
  const failingMs = now.getTime() - (position.failing_since ?? now).getTime();
  if (status === GONE) await giveUp(context, webhook, 'GONE');
  else if (failingMs >= giveUpAfterMs) await giveUp(context, webhook, 'FAILING');
}

/** The state of the webhook, the log, the metrics and the audit show it. */
async function giveUp(
  { db, clock, audit, logger, metrics }: Needs,
  { id, workspace_id }: WebhookRow,
  reason: 'GONE' | 'FAILING',
): Promise<void> {
  const now = clock();
  if (!(await markWebhookDead(db, { id, reason, now }))) return;
  metrics.countDeadWebhook(reason);
  logger.warn({ webhook_id: id, workspace_id, reason }, 'Webhook given up');
  audit.record({
    at: now,
    workspace_id,
    key_id: 'webhooks',
    address: null,
    request_id: randomUUID(),
    client_request_id: null,
    method: 'GIVE_UP',
    route: '/api/webhooks/:webhookId',
    session_id: null,
    outcome: 'done',
    status: 200,
    code: `WEBHOOK_${reason}`,
    row_count: null,
    bytes: 0,
    duration_ms: 0,
  });
}
