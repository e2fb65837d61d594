import type { AddressPolicy } from './address-policy.ts';

/** How webhooks are sent. */
export type WebhookSending = {
  readonly policy: AddressPolicy;
  readonly timeoutMs: number;
  /** The pauses between tries. The last one repeats. */
  readonly retryDelaysMs: readonly number[];
  /** A receiver that has failed for so long is given up. */
  readonly giveUpAfterMs: number;
};

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const WEBHOOK_RETRY = {
  retryDelaysMs: [5_000, 30_000, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR],
  giveUpAfterMs: 3 * DAY,
};
