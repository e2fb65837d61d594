import { type GrabItemError, MAX_GRAB_ERRORS } from '../grabs/grab-row.ts';
import type { UnreadMembersEntry } from './grab-entries.ts';

/** How many ids of a type are kept to excuse them: one who reads must not need memory without end. */
export const MAX_EXCUSED_IDS = 10_000;

/** The items of a grab that could not be read or stored, as a whole or in part. */
export interface FailureAccount {
  failed_count: number;
  /** of them: those that were read but not taken */
  refused_count: number;
  /** the first 1,000 */
  errors: GrabItemError[];
  /** groups with unread members, the first 1,000: they are read, and have not failed */
  unread_members: GrabItemError[];
  /** ids that count as seen, up to MAX_EXCUSED_IDS of each type */
  excused: { group: string[]; individual: string[] };
  /** a listed item whose id is unknown, or one too many: then nobody can be said to be missing */
  nameless: { group: boolean; individual: boolean };
}

/** An account of no failures. */
export function openFailureAccount(): FailureAccount {
  return {
    failed_count: 0,
    refused_count: 0,
    errors: [],
    unread_members: [],
    excused: { group: [], individual: [] },
    nameless: { group: false, individual: false },
  };
}

/** Notes an item that was listed and could not be read. */
export function noteUnreadable(account: FailureAccount, error: GrabItemError): void {
  account.failed_count += 1;
  if (account.errors.length < MAX_GRAB_ERRORS) account.errors.push(error);
  if (error.type === 'participant') return;
  const type = error.type === 'contact' ? 'individual' : 'group';
  const ids = account.excused[type];
  if (error.contact_id === null || ids.length >= MAX_EXCUSED_IDS) account.nameless[type] = true;
  // An id that the database cannot hold is the id of no stored row.
  else if (!error.contact_id.includes('\0')) ids.push(error.contact_id);
}

/** Notes a group of which not all members could be read. */
export function noteUnreadMembers(account: FailureAccount, entry: UnreadMembersEntry): void {
  if (account.unread_members.length >= MAX_GRAB_ERRORS) return;
  account.unread_members.push({ type: 'group', ...entry });
}

/** Notes an item that was read and must not or could not be stored. */
export function noteRefused(account: FailureAccount, error: GrabItemError): void {
  account.refused_count += 1;
  noteUnreadable(account, error);
}
