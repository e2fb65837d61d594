import { type TSchema, Type } from 'typebox';
import { WEBHOOK_EVENT_TYPES, WEBHOOK_EVENTS, type WebhookEventType } from '../api/webhook.ts';
import { Timestamp } from '../identity.ts';
import { type Describing, describeSchema } from './describe-schema.ts';
import { inLanguage, type Text } from './text.ts';
import { WEBHOOK_SUMMARIES, WEBHOOK_TAG } from './texts/webhook-texts.ts';

/** One type of event that webhooks send. */
export type WebhookContract = {
  readonly summary: Text;
  /** The body of the request to the receiver. */
  readonly body: TSchema;
};

/** Every type of event that webhooks send. The document has an entry for each. */
export const WEBHOOKS: Readonly<Record<string, WebhookContract>> = Object.fromEntries(
  WEBHOOK_EVENT_TYPES.map((type) => [
    type,
    { summary: WEBHOOK_SUMMARIES[type], body: eventSchema(type) },
  ]),
);

/** A request with one event. */
function eventSchema(type: WebhookEventType): TSchema {
  return Type.Object({
    type: Type.Literal(type),
    timestamp: Timestamp,
    data: WEBHOOK_EVENTS[type],
  });
}

/** An event as an operation of the receiver. */
export function webhookItem(type: string, webhook: WebhookContract, describing: Describing) {
  const text = (one: Text) => inLanguage(one, describing.language);
  const schema = describeSchema(describing, webhook.body, type);
  return {
    post: {
      operationId: `webhook.${type}`,
      tags: [WEBHOOK_TAG.name],
      summary: text(webhook.summary),
      description: text(webhook.summary),
      security: [],
      requestBody: { required: true, content: { 'application/json': { schema } } },
      responses: {
        204: { description: text(['Received', 'Diterima']) },
        410: { description: text(['The endpoint is gone', 'Endpoint sudah tidak ada']) },
      },
    },
  };
}
