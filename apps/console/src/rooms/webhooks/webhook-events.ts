import type { WebhookEventType } from '@grabber/contracts/api/webhook';

/** What a webhook may report, in the order of the form. */
export const EVENT_TYPES = [
  'contact.created',
  'contact.changed',
  'contact.removed',
  'contact.restored',
  'contact.merged',
  'group.created',
  'group.changed',
  'group.removed',
  'group.restored',
  'member.joined',
  'member.left',
  'member.role_changed',
  'grab.finished',
  'session.status',
] as const satisfies readonly WebhookEventType[];

export type { WebhookEventType };

/** The known ones of some types, which a newer API may have more of. */
export function knownTypes(types: readonly string[]): WebhookEventType[] {
  return EVENT_TYPES.filter((type) => types.includes(type));
}
