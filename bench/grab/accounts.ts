import type { AccountSpec } from '@grabber/whatsapp-simulator/account/account-spec';
import type { StoreSize } from '../store/account.ts';

/** The account of the comparison. `members` count the account itself. */
export const ACCOUNT: StoreSize = { contacts: 50_000, groups: 1_000, members: 100 };
/** The one with the larger address book, whose memory is measured, too. */
export const LARGE_ACCOUNT: StoreSize = { ...ACCOUNT, contacts: 200_000 };
/** What is stored row by row, and then scaled to the whole account. */
export const SAMPLE: StoreSize = { contacts: 10_000, groups: 100, members: 100 };
/** Warms up what a service that has run for a while has warm. */
export const SMALL_ACCOUNT: StoreSize = { contacts: 1_000, groups: 20, members: 20 };

const SMALLEST_GROUP = 3;

export function scaled({ contacts, groups, members }: StoreSize, scale: number): StoreSize {
  const of = (count: number) => Math.max(1, Math.round(count * scale));
  return {
    contacts: of(contacts),
    groups: of(groups),
    members: Math.max(SMALLEST_GROUP, of(members)),
  };
}

/**
 * Ordinary persons, as an address book holds them: nearly all saved, few with a chat of their own. All
 * metadata is loaded, and the page holds further persons who are in groups alone.
 */
export function specOf({ contacts, groups, members }: StoreSize): Partial<AccountSpec> {
  return {
    contacts,
    groups,
    participants: members,
    saved_share: 0.98,
    one_to_one_chat_share: 0.02,
    metadata_loaded_share: 1,
    odd_names: false,
    communities: 0,
    announcement_groups: 0,
  };
}
