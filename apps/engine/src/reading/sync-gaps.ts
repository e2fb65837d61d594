import type { IncompleteReason, ReadKind } from '@grabber/contracts/engine/reading';
import type { GroupListing, SyncState } from './account-reader.ts';

type ListKind = Exclude<ReadKind, 'all'>;
type Code = IncompleteReason['code'];

/** Why the lists of a read may lack entries, by the parts of the sync that had not ended. */
export type SyncGap = Pick<IncompleteReason, 'message'> & {
  readonly code: Code;
  /** The lists that may lack entries. */
  readonly lists: readonly ListKind[];
};

const BOTH: readonly ListKind[] = ['groups', 'contacts'];

const GAPS: Record<keyof SyncState, SyncGap> = {
  synced: {
    code: 'SYNC_UNFINISHED',
    message:
      'WhatsApp Web was not connected or had not finished its sync, so the lists may lack entries.',
    lists: BOTH,
  },
  restored: {
    code: 'PAGE_RESTORING',
    message: 'WhatsApp Web was still loading its own storage, so the lists may lack entries.',
    lists: BOTH,
  },
  caughtUp: {
    code: 'CATCHING_UP',
    message: 'WhatsApp Web was still loading what it had missed, so the lists may lack entries.',
    lists: BOTH,
  },
  contacts: {
    code: 'CONTACTS_SYNCING',
    message: 'The address book had not arrived from the phone, so the contacts may lack entries.',
    lists: ['contacts'],
  },
  history: {
    code: 'HISTORY_SYNCING',
    message:
      'The chats of the recent history had not arrived from the phone, so contacts that are not saved may be missing.',
    lists: ['contacts'],
  },
  groups: {
    code: 'GROUPS_SYNCING',
    message: 'WhatsApp Web was still asking for all groups, so groups may be missing.',
    lists: ['groups'],
  },
};

const HISTORY_UNAVAILABLE: SyncGap = {
  code: 'HISTORY_UNAVAILABLE',
  message:
    'A day after the linking the phone has not sent the chats of the recent history, so contacts that are not saved may be missing.',
  lists: ['contacts'],
};

const UNKNOWN: Omit<SyncGap, 'lists'> = {
  code: 'SYNC_STATE_UNKNOWN',
  message: 'WhatsApp Web did not say how far its sync had come, so the lists may lack entries.',
};

const NOT_QUERIED: SyncGap = {
  code: 'GROUPS_NOT_QUERIED',
  message:
    'WhatsApp has not answered the query for all groups since the device was linked, so groups may be missing.',
  lists: ['groups'],
};

/** The gap of a session whose groups were not asked for since its pairing. */
export function queryGaps(listing: GroupListing | null, isNeeded: boolean): SyncGap[] {
  return isNeeded && listing !== null && listing.outcome !== 'answered' ? [NOT_QUERIED] : [];
}

/**
 * The gaps of a read, from the states of the sync before its first item and after its last one. A part whose
 * state is unknown at one of these times is a gap, too: a listing that is not sure is not complete. `isStalled`:
 * the session is linked for so long that the phone will hardly send the rest.
 */
export function gapsOf(states: readonly (SyncState | null)[], isStalled = false): SyncGap[] {
  const gaps: SyncGap[] = [];
  const unknown = new Set<ListKind>();
  for (const part of Object.keys(GAPS) as (keyof SyncState)[]) {
    const values = states.map((state) => state?.[part] ?? null);
    const gap = isStalled && part === 'history' ? HISTORY_UNAVAILABLE : GAPS[part];
    if (values.includes(false)) gaps.push(gap);
    else if (values.includes(null)) for (const list of GAPS[part].lists) unknown.add(list);
  }
  if (unknown.size > 0) gaps.push({ ...UNKNOWN, lists: [...unknown] });
  return gaps;
}

/** A part that the read needs is missing. The history alone may take hours, or never come. */
export function isWorthWaitingFor(state: SyncState, kind: ReadKind): boolean {
  const parts = Object.keys(GAPS) as (keyof SyncState)[];
  return parts.some(
    (part) =>
      part !== 'history' &&
      state[part] === false &&
      GAPS[part].lists.some((list) => kind === 'all' || kind === list),
  );
}
