import type {
  AccountChange,
  GroupAccount,
  GroupOfAccounts,
  PersonAccount,
  PersonOfAccounts,
} from '@grabber/contracts/api/account';
import type { StoredIndividual } from '@grabber/contracts/api/contact';
import type { AccountEntry } from '@grabber/database/accounts/list-accounts-page';
import type { AccountChange as ChangeRow } from '@grabber/database/accounts/read-account-changes';
import type { Language } from '../messages/language.ts';
import { changeToWire } from './change-to-wire.ts';
import { contactToWire, groupToWire } from './contact-to-wire.ts';
import { microTimestamp } from './micro-timestamp.ts';

type Row = AccountEntry['accounts'][number];

/** A person of several accounts. */
export function personEntryToWire(
  { contact, accounts }: AccountEntry,
  language: Language,
): PersonOfAccounts {
  const person = contactToWire(contact, language) as StoredIndividual;
  return { ...person, accounts: accounts.map(personAccount) };
}

/** A group of several accounts. `members_stored`: by the account that the group is shown of. */
export function groupEntryToWire(
  { contact, accounts }: AccountEntry,
  members_stored: number,
  language: Language,
): GroupOfAccounts {
  const group = groupToWire(contact, language);
  return { ...group, members_stored, accounts: accounts.map(groupAccount) };
}

function personAccount(row: Row): PersonAccount {
  const { is_saved, is_business, is_blocked, on_whatsapp } = row;
  return { ...accountOf(row), is_saved, is_business, is_blocked, on_whatsapp };
}

function groupAccount(row: Row): GroupAccount {
  return { ...accountOf(row), is_admin: row.is_admin };
}

function accountOf({ session_id, id, name, status, labels, tags, grabbed_at }: Row) {
  const shown = { session_id, id, name, status, labels, tags };
  return { ...shown, grabbed_at: microTimestamp(grabbed_at) };
}

export function accountChangeToWire(
  { session_id, change }: ChangeRow,
  language: Language,
): AccountChange {
  return { session_id, ...changeToWire(change, language) };
}
