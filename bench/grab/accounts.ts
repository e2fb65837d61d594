import type { AccountSpec } from '@grabber/whatsapp-simulator/account/account-spec';
import type { StoreSize } from '../store/account.ts';

/** The account of the comparison. `members` includes the account itself. */
export const ACCOUNT: StoreSize = { contacts: 50_000, groups: 1_000, members: 100 };
/** The account with the larger address book. Its memory is measured, too. */
export const LARGE_ACCOUNT: StoreSize = { ...ACCOUNT, contacts: 200_000 };
/** What is stored row by row and then scaled up. */
export const SAMPLE: StoreSize = { contacts: 10_000, groups: 100, members: 100 };
/** Brings a new service to the state of one that has run for a while. */
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
 * Ordinary persons, as in a real address book: nearly all saved, few with a chat. All metadata is
 * loaded. The page also holds persons who are only in groups.
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
