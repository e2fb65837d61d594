/** The size and shape of an account. Shares are between 0 and 1. Every field has a default. */
export type AccountSpec = {
  /** Absent: derived from the other fields, so that the same spec always gives the same account. */
  account_id: string;
  seed: number;
  /** E.164 digits without `+`. Absent: derived from the account id. */
  phone_number: string;
  /**
   * Persons who are contacts: saved, or with a one-to-one chat. A person with both phone and LID
   * counts once.
   */
  contacts: number;
  /** Groups that the user is in, including communities and announcement groups. */
  groups: number;
  /** Members of each group, including the user: a number or `[min, max]`. */
  participants: number | [number, number];
  /** Contacts known only by LID: the page cannot resolve their phone number. */
  lid_only_share: number;
  /** Contacts that appear only under their LID while the page knows the phone number. */
  lid_with_phone_share: number;
  /** Contacts that appear twice, under the phone number and under the LID. */
  double_share: number;
  /** Contacts whose phone number had another LID before: the page lists them under that one, too. */
  older_lids_share: number;
  /** Of the contacts that appear only under their phone number: those whose LID the page knows. */
  lid_known_share: number;
  saved_share: number;
  business_share: number;
  /** The user has the app for small businesses. */
  business_account: boolean;
  blocked_share: number;
  /** Of the saved contacts: those with a one-to-one chat. Contacts that are not saved always have one. */
  one_to_one_chat_share: number;
  /** Of a group's members: those who are not contacts. */
  non_contact_members_share: number;
  /** Groups that address their members by LID. */
  lid_groups_share: number;
  odd_names: boolean;
  communities: number;
  announcement_groups: number;
  /** The user is the super admin of them, and sees all their members: see the option `hide_members`. */
  own_communities: boolean;
  /** Groups that the user has left, in addition to `groups`. */
  left_groups: number;
  broadcasts: number;
  newsletters: number;
  status: boolean;
  /** Persons of the address book without a WhatsApp account, in addition to `contacts`. */
  without_whatsapp: number;
  /** Accounts of WhatsApp itself, such as its assistant: entries of the contact collection, no persons. */
  assistants: boolean;
  /** A chat that was made on this device and never used. */
  empty_chats: boolean;
  /** Groups whose members the page has in memory. */
  metadata_loaded_share: number;
  /** Groups with a usable row of members in the page's database. */
  database_rows_share: number;
  pictures_share: number;
  /** Pads a serialised contact to at least this number of bytes. 0: no padding. */
  contact_bytes: number;
};

export const DEFAULT_SPEC: Omit<AccountSpec, 'account_id' | 'phone_number'> = {
  seed: 1,
  contacts: 100,
  groups: 10,
  participants: [5, 30],
  lid_only_share: 0.05,
  lid_with_phone_share: 0.05,
  double_share: 0.8,
  older_lids_share: 0.02,
  lid_known_share: 0.6,
  saved_share: 0.85,
  business_share: 0.08,
  business_account: false,
  blocked_share: 0.02,
  one_to_one_chat_share: 0.2,
  non_contact_members_share: 0.3,
  lid_groups_share: 0.5,
  odd_names: true,
  communities: 1,
  announcement_groups: 1,
  own_communities: true,
  left_groups: 1,
  broadcasts: 1,
  newsletters: 1,
  status: true,
  without_whatsapp: 3,
  assistants: true,
  empty_chats: true,
  metadata_loaded_share: 1,
  database_rows_share: 1,
  pictures_share: 0.3,
  contact_bytes: 0,
};
