import type { AccountSpec } from '@grabber/whatsapp-simulator/account/account-spec';
import { ORDINARY_PERSONS } from '../ordinary-persons.ts';
import type { StoreSize } from '../store/account.ts';

/** The account of the comparison. `members` includes the account itself. */
export const ACCOUNT: StoreSize = { contacts: 50_000, groups: 1_000, members: 100 };
/** The account with the larger address book, of which the page holds 207,000 entries. Its memory is measured, too. */
export const LARGE_ACCOUNT: StoreSize = { ...ACCOUNT, contacts: 100_000 };
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

export function specOf({ contacts, groups, members }: StoreSize): Partial<AccountSpec> {
  return { ...ORDINARY_PERSONS, contacts, groups, participants: members };
}
