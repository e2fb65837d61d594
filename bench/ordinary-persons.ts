import type { AccountSpec } from '@grabber/whatsapp-simulator/account/account-spec';

/**
 * Persons as in a real address book: nearly all saved, few with a chat, and nearly each one in the page twice,
 * under the LID and then under the phone. Some have an entry of an older LID, too. The page also holds persons who
 * are only in groups. All groups are loaded.
 */
export const ORDINARY_PERSONS: Partial<AccountSpec> = {
  saved_share: 0.98,
  one_to_one_chat_share: 0.02,
  double_share: 0.98,
  lid_only_share: 0.01,
  lid_with_phone_share: 0.01,
  older_lids_share: 0.05,
  metadata_loaded_share: 1,
  odd_names: false,
  communities: 0,
  announcement_groups: 0,
};
