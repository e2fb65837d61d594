import { type GrabItemError, MAX_GRAB_ERRORS } from '../../grabs/grab-row.ts';
import type { UnreadMembersEntry } from '../grab-entries.ts';

/** How many ids of unreadable items are kept per type, so that the memory is limited. */
export const MAX_EXCUSED_IDS = 10_000;

/** The items of a grab that could not be read or stored, as a whole or in part. */
export interface FailureAccount {
  failed_count: number;
  /** The failed items that were read but not stored. */
  refused_count: number;
  /** the first 1,000 */
  errors: GrabItemError[];
  /** The first 1,000 groups with unread members. They were read and do not count as failed. */
  unread_members: GrabItemError[];
  /** ids that count as seen, up to MAX_EXCUSED_IDS of each type */
  excused: { group: string[]; individual: string[] };
  /** A listed item had no known id, or the limit was exceeded: then no row may become inactive. */
  unidentified: { group: boolean; individual: boolean };
}

/** An empty account of failures. */
export function openFailureAccount(): FailureAccount {
  return {
    failed_count: 0,
    refused_count: 0,
    errors: [],
    unread_members: [],
    excused: { group: [], individual: [] },
    unidentified: { group: false, individual: false },
  };
}

/** Records an item that was listed but could not be read. */
export function noteUnreadable(account: FailureAccount, error: GrabItemError): void {
  account.failed_count += 1;
  if (account.errors.length < MAX_GRAB_ERRORS) account.errors.push(error);
  if (error.type === 'participant') return;
  const type = error.type === 'contact' ? 'individual' : 'group';
  const ids = account.excused[type];
  if (error.contact_id === null || ids.length >= MAX_EXCUSED_IDS) account.unidentified[type] = true;
  // No stored row can have an id that the database cannot hold.
  else if (!error.contact_id.includes('\0')) ids.push(error.contact_id);
}

/** Records groups that exist and that the grab could not see: they stay as they are stored. */
export function noteKept(account: FailureAccount, ids: readonly string[]): void {
  const { group } = account.excused;
  if (group.length + ids.length > MAX_EXCUSED_IDS) account.unidentified.group = true;
  else group.push(...ids);
}

/** Records a group whose members could not all be read. */
export function noteUnreadMembers(account: FailureAccount, entry: UnreadMembersEntry): void {
  if (account.unread_members.length >= MAX_GRAB_ERRORS) return;
  account.unread_members.push({ type: 'group', ...entry });
}

/** Records an item that was read but must not or could not be stored. */
export function noteRefused(account: FailureAccount, error: GrabItemError): void {
  account.refused_count += 1;
  noteUnreadable(account, error);
}
