/** How pages behave. They take these at load; waits and limits also change in connected pages. */
export type PageOptions = {
  /** From CONNECTED to `hasSynced`. */
  sync_delay_ms: number;
  /** A restored session has synced before a client can attach: WhatsApp Web wins that race now and then. */
  early_sync: boolean;
  /** The sync never finishes: CONNECTED, a part of the contacts, and no `hasSynced`. */
  sync_never: boolean;
  /** The name of a message key's string form; WhatsApp Web renamed it to `$1` in 2026. */
  message_key_shape: '_serialized' | '$1';
  /** `Debug.VERSION` never appears. */
  version_missing: boolean;
  /** Modules, or members of one, that `require` does not have. */
  missing_modules: { module: string; member?: string }[];
  qr_first_lifetime_ms: number;
  qr_lifetime_ms: number;
  /** QR codes shown before the page gives up (UNPAIRED_IDLE). */
  qr_refs: number;
  /** Pairing codes a number may ask for in `pairing_code_window_ms`. */
  pairing_code_limit: number;
  pairing_code_window_ms: number;
  pairing_code_lifetime_ms: number;
  /** How long a page whose device was unlinked loads before it notices. */
  unlink_notice_delay_ms: number;
  /** Between Socket.logout() answering and the page navigating away. */
  logout_navigation_delay_ms: number;
  /** How long a query to WhatsApp takes. */
  query_latency_ms: number;
  /** Queries for group metadata in flight, or in one second, above which WhatsApp answers `rate-overlimit`; 0 = no limit. */
  group_query_max_in_flight: number;
  group_query_max_per_second: number;
};

export const DEFAULT_PAGE_OPTIONS: PageOptions = {
  sync_delay_ms: 500,
  early_sync: false,
  sync_never: false,
  message_key_shape: '_serialized',
  version_missing: false,
  missing_modules: [],
  qr_first_lifetime_ms: 60_000,
  qr_lifetime_ms: 20_000,
  qr_refs: 6,
  pairing_code_limit: 5,
  pairing_code_window_ms: 600_000,
  pairing_code_lifetime_ms: 160_000,
  unlink_notice_delay_ms: 800,
  logout_navigation_delay_ms: 150,
  query_latency_ms: 0,
  group_query_max_in_flight: 0,
  group_query_max_per_second: 0,
};
