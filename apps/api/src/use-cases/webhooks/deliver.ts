import {
  insertDelivery,
  type WebhookDeliveryRow,
} from '@grabber/database/webhooks/webhook-deliveries';
import type { WebhookEventRow } from '@grabber/database/webhooks/webhook-streams';
import type { WebhookRow } from '@grabber/database/webhooks/webhooks';
import { DecryptionError, type TextCipher } from '@grabber/service-kit/text-cipher';
import type { Context } from '../../context.ts';
import { type Posted, postWebhook } from '../../webhooks/post-webhook.ts';
import { signedHeaders } from '../../webhooks/signature.ts';
import type { WebhookMessage } from '../../webhooks/webhook-message.ts';

/** Where a secret is stored: a copied one does not decrypt elsewhere. */
export const secretPlace = (webhookId: string) => `webhook:${webhookId}:secret`;

type Needs = Pick<Context, 'db' | 'cipher' | 'clock' | 'webhooks' | 'metrics'>;

/** What a delivery is about. A test is about no event. */
export type Delivered = {
  readonly message: WebhookMessage;
  readonly events: readonly WebhookEventRow[];
  readonly attempt: number;
};

/** Sends a message to a receiver and logs how it went. Null: the webhook was deleted meanwhile. */
export async function deliver(
  { db, cipher, clock, webhooks, metrics }: Needs,
  webhook: WebhookRow,
  { message, events, attempt }: Delivered,
  signal?: AbortSignal,
): Promise<WebhookDeliveryRow | null> {
  const at = clock();
  const posted = await post({ cipher, webhooks }, webhook, { message, at, signal });
  metrics.countDelivery(posted.error === null ? 'delivered' : 'failed');
  return insertDelivery(db, {
    webhook_id: webhook.id,
    session_id: events[0]?.session_id ?? null,
    topic: events[0]?.topic ?? null,
    first_event_id: events[0]?.id ?? null,
    last_event_id: events.at(-1)?.id ?? null,
    event_count: events.length,
    attempt,
    status: posted.status,
    error: posted.error,
    response_excerpt: posted.excerpt,
    duration_ms: posted.durationMs,
    at,
  });
}

async function post(
  { cipher, webhooks }: Pick<Context, 'cipher' | 'webhooks'>,
  webhook: WebhookRow,
  { message, at, signal }: { message: WebhookMessage; at: Date; signal: AbortSignal | undefined },
): Promise<Posted> {
  const secrets = validSecrets(cipher, webhook, at);
  if (secrets === null) {
    return { status: null, error: 'SECRET_UNREADABLE', excerpt: null, durationMs: 0 };
  }
  const timestamp = Math.floor(at.getTime() / 1_000);
  return postWebhook({
    url: webhook.url,
    headers: signedHeaders(secrets, { ...message, timestamp }),
    body: message.body,
    timeoutMs: webhooks.timeoutMs,
    policy: webhooks.policy,
    ...(signal && { signal }),
  });
}

/** The new secret first. Null: the key of the installation is another one now, so a new secret is needed. */
function validSecrets(cipher: TextCipher, webhook: WebhookRow, at: Date): string[] | null {
  const { secret, previous_secret, previous_secret_until: until } = webhook;
  const isOldValid = previous_secret !== null && until !== null && until > at;
  try {
    return [secret, ...(isOldValid ? [previous_secret] : [])].map((encrypted) =>
      cipher.decrypt(encrypted, secretPlace(webhook.id)),
    );
  } catch (error) {
    if (error instanceof DecryptionError) return null;
    throw error;
  }
}
