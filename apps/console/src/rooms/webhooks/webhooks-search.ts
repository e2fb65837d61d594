import { present, type RawSearch, textOf } from '../../api/search-values.ts';

/** What the address of the screen says. Wrong values count as absent. */
export type WebhooksSearch = {
  /** The webhook whose deliveries are shown. Absent: the list. */
  readonly webhook?: string;
};

export function readWebhooksSearch(raw: RawSearch): WebhooksSearch {
  return present({ webhook: textOf(raw, 'webhook') });
}
