/** What the address of the screen says. Wrong values count as absent. */
export type WebhooksSearch = Record<string, never>;

export function readWebhooksSearch(): WebhooksSearch {
  return {};
}
