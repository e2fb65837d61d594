/**
 * How pages behave. A page takes these when it loads. Waits and limits also change in connected
 * pages.
 */
export type PageOptions = {
  /** From CONNECTED to `hasSynced`. */
  sync_delay_ms: number;
  /**
   * After a pairing: from `hasSynced` to the address book, the blocklist, the groups, the rest of the history. On the
   * real page the address book alone may come before it. 0: before it.
   */
  contacts_delay_ms: number;
  blocklist_delay_ms: number;
  groups_delay_ms: number;
  history_delay_ms: number;
  /** The same of the people without WhatsApp. */
  out_contacts_delay_ms: number;
  /** After a pairing: from `hasSynced` to the labels. */
  labels_delay_ms: number;
  /** A restored page: from `hasSynced` to the collections' contents. 0: they are there before it. */
  restore_delay_ms: number;
  /** From the announcement of what was missed to the end of its delivery. */
  offline_delivery_ms: number;
  /**
   * From the end of a lost line to that announcement: until then the page still shows the end of the earlier
   * delivery. A page that starts has its announcement at once.
   */
  offline_announcement_ms: number;
  /**
   * A restored session has synced before a client can attach. The real page does this now and then.
   */
  early_sync: boolean;
  /** The sync never finishes: CONNECTED, a part of the contacts, and no `hasSynced`. */
  sync_never: boolean;
  /** The property with a message key's string form. WhatsApp Web renamed it to `$1` in 2026. */
  message_key_shape: '_serialized' | '$1';
  /** `Debug.VERSION` never appears. */
  version_missing: boolean;
  /** Modules, or members of modules, that `require` does not have. */
  missing_modules: { module: string; member?: string }[];
  qr_first_lifetime_ms: number;
  qr_lifetime_ms: number;
  /** How many QR codes are shown before the page gives up (UNPAIRED_IDLE). */
  qr_refs: number;
  /** How many pairing codes a number may request in `pairing_code_window_ms`. */
  pairing_code_limit: number;
  pairing_code_window_ms: number;
  pairing_code_lifetime_ms: number;
  /** The page renews a pairing code after so long, without a word to the client. 0: it does not. */
  pairing_code_renewal_ms: number;
  /** How long a page of an unlinked device loads before it notices. */
  unlink_notice_delay_ms: number;
  /** From WhatsApp's answer to Socket.logout(), or the end of its patience, to the navigation of the page. */
  logout_navigation_delay_ms: number;
  /** WhatsApp's answer to `unpairDevice`. 200: unlinked. 0: no answer. */
  unpair_status: number;
  /** The modules of the QR screen are unknown for so long. */
  late_modules_ms: number;
  /** An older build renews a QR by `Cmd.refreshQR` alone. */
  older_build: boolean;
  /** The dialog "What's new" opens with the main screen. */
  whats_new_dialog: boolean;
  /** Its button: works, does nothing, or is not found by its test id. */
  whats_new_button: 'works' | 'dead' | 'missing';
  /** The link is lost if the dialog is open for so long. 0: it is not. */
  whats_new_deadline_ms: number;
  /** How long a query to WhatsApp takes. */
  query_latency_ms: number;
  /**
   * Limit of group metadata queries at a time or in one second. Above it WhatsApp answers
   * `rate-overlimit`. 0: no limit.
   */
  group_query_max_in_flight: number;
  group_query_max_per_second: number;
  /** The wait before a refused query for one group is sent again; it doubles. The real page's is a second. */
  group_retry_ms: number;
  /** The answer to the query for all groups names larger groups by their size alone. 0: none. */
  truncate_groups_above: number;
  /**
   * A restored page gets the members of so many groups before its sync ends, and of so many others at a time after
   * the offline delivery. 0: of all groups at once.
   */
  member_batch_size: number;
  /**
   * What the query for all groups fills after a pairing stays stale, as WAWebCreateOrUpdateGroupMetadataAction
   * leaves it. False: fresh, as after a restart.
   */
  queried_groups_stale: boolean;
  /** From a change of members to its row in the page's database. The real page's is three seconds. */
  database_delay_ms: number;
  /** From a change of a group to its chat's `isReadOnly`. */
  read_only_delay_ms: number;
  /** Members come with the time of their joining. The real page has it behind a gate (WAWebGroupsQueryApi). */
  join_times: boolean;
  /** Communities and their announcement groups show others only their admins. */
  hide_members: boolean;
  /** A restored page waits for its passcode before it logs in (WAWebUserPrefsInfoStore). */
  screen_locked: boolean;
  /** The page does not know the account's own LID. */
  own_lid_unknown: boolean;
  /** A gate: a personal account shows its lists. */
  lists_enabled: boolean;
  /** An older build: `GroupMetadata` is the key in WAWebCollections. */
  old_group_metadata_key: boolean;
};

export const DEFAULT_PAGE_OPTIONS: PageOptions = {
  sync_delay_ms: 500,
  contacts_delay_ms: 0,
  blocklist_delay_ms: 10,
  groups_delay_ms: 30,
  history_delay_ms: 20,
  out_contacts_delay_ms: 0,
  labels_delay_ms: 0,
  restore_delay_ms: 0,
  offline_delivery_ms: 0,
  offline_announcement_ms: 0,
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
  pairing_code_renewal_ms: 0,
  unlink_notice_delay_ms: 800,
  logout_navigation_delay_ms: 150,
  unpair_status: 200,
  late_modules_ms: 0,
  older_build: false,
  whats_new_dialog: false,
  whats_new_button: 'works',
  whats_new_deadline_ms: 0,
  query_latency_ms: 0,
  group_query_max_in_flight: 0,
  group_query_max_per_second: 0,
  group_retry_ms: 20,
  truncate_groups_above: 0,
  member_batch_size: 100,
  queried_groups_stale: true,
  database_delay_ms: 0,
  read_only_delay_ms: 0,
  join_times: false,
  hide_members: true,
  screen_locked: false,
  own_lid_unknown: false,
  lists_enabled: true,
  old_group_metadata_key: false,
};
