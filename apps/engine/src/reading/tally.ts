import type { EngineGroup } from '@grabber/contracts/engine/group';
import {
  type IncompleteReason,
  MAX_TRAILER_ITEMS,
  type ReadKind,
  type TrailerLine,
  type UnreadableItem,
  type UnreadGroup,
} from '@grabber/contracts/engine/reading';
import { scrub } from '@grabber/service-kit/scrub';
import type { GroupListing, SyncState } from './account-reader.ts';
import type { SyncGap } from './sync-gaps.ts';

/** Both lists and the rest of the trailer together fit into MAX_LINE_BYTES. */
const MAX_LIST_BYTES = 120 * 1024;

/** The counts of a read while it runs; the trailer reports them. */
export type Tally = {
  groups: number;
  contacts: number;
  withoutWhatsApp: number;
  /** Null: the page has not said it. */
  allWithoutWhatsApp: boolean | null;
  participants: number;
  /** Groups of which some members are unknown. */
  groupsWithUnknownMembers: number;
  groupsNotRefreshed: number;
  /** Groups whose list is whole and does not show which of the members the account is. */
  ownRolesUnknown: number;
  readonly unreadGroups: UnreadGroup[];
  queriesSent: number;
  syncAtEnd: SyncState | null;
  groupListing: GroupListing | null;
  readonly unreadable: UnreadableItem[];
  /** Sizes of the trailer's two lists. */
  readonly bytes: { unreadable: number; unreadGroups: number };
  unreadableCount: number;
  /** Items whose id could not be read: the listing is incomplete, since each may be any item. */
  unidentified: { group: number; contact: number };
};

export function createTally(): Tally {
  return {
    groups: 0,
    contacts: 0,
    withoutWhatsApp: 0,
    allWithoutWhatsApp: null,
    participants: 0,
    groupsWithUnknownMembers: 0,
    groupsNotRefreshed: 0,
    ownRolesUnknown: 0,
    unreadGroups: [],
    queriesSent: 0,
    syncAtEnd: null,
    groupListing: null,
    unreadable: [],
    bytes: { unreadable: 0, unreadGroups: 0 },
    unreadableCount: 0,
    unidentified: { group: 0, contact: 0 },
  };
}

export function countGroup(tally: Tally, group: EngineGroup): void {
  tally.groups += 1;
  tally.participants += group.participants.length;
  if (!group.participants_complete) tally.groupsWithUnknownMembers += 1;
  else if (group.is_admin === null) tally.ownRolesUnknown += 1;
}

export function countUnreadable(tally: Tally, item: UnreadableItem): void {
  tally.unreadableCount += 1;
  if (item.id === null) tally.unidentified[item.type] += 1;
  if (hasRoom(tally, 'unreadable', item)) tally.unreadable.push(item);
}

export function countUnread(tally: Tally, group: UnreadGroup): void {
  if (group.has_older_members) tally.groupsNotRefreshed += 1;
  if (hasRoom(tally, 'unreadGroups', group)) tally.unreadGroups.push(group);
}

/** Counts the item's bytes, so that the trailer fits into one line. */
function hasRoom(tally: Tally, list: 'unreadable' | 'unreadGroups', item: object): boolean {
  if (tally[list].length >= MAX_TRAILER_ITEMS) return false;
  tally.bytes[list] += Buffer.byteLength(JSON.stringify(item)) + 1;
  return tally.bytes[list] <= MAX_LIST_BYTES;
}

/** The trailer of a finished read. */
export function trailerOf(
  tally: Tally,
  options: {
    readonly kind: ReadKind;
    readonly gaps: readonly SyncGap[];
    /** The read was to ask WhatsApp for all groups. */
    readonly isRefresh: boolean;
    /** The read was to have people without WhatsApp, too. */
    readonly withoutWhatsApp: boolean;
    readonly timings: TrailerLine['timings'];
  },
): TrailerLine {
  const { kind, gaps, isRefresh, withoutWhatsApp, timings } = options;
  const ofKind = gaps.filter(({ lists }) => lists.some((list) => kind === 'all' || kind === list));
  const hasAll = (list: 'groups' | 'contacts') => !gaps.some(({ lists }) => lists.includes(list));
  const hasContacts = hasAll('contacts') && tally.unidentified.contact === 0;
  const hasRest = tally.allWithoutWhatsApp === true;
  const reasons = [
    ...incompleteReasons(tally, ofKind, isRefresh && kind !== 'contacts'),
    ...(withoutWhatsApp && !hasRest ? [WITHOUT_WHATSAPP_UNREAD] : []),
  ];
  return {
    type: 'trailer',
    total_groups: tally.groups,
    total_contacts: tally.contacts,
    ...(withoutWhatsApp && { total_without_whatsapp: tally.withoutWhatsApp }),
    total_participants: tally.participants,
    listing_complete: {
      groups: kind === 'contacts' ? null : hasAll('groups') && tally.unidentified.group === 0,
      contacts: kind === 'groups' ? null : hasContacts,
      // Who has joined WhatsApp since is among the contacts.
      ...(withoutWhatsApp && { without_whatsapp: hasContacts && hasRest }),
    },
    complete: reasons.length === 0,
    incomplete_reasons: reasons,
    unreadable_count: tally.unreadableCount,
    unreadable: tally.unreadable,
    unread_groups: tally.unreadGroups,
    queries_sent: tally.queriesSent,
    timings,
  };
}

const WITHOUT_WHATSAPP_UNREAD: IncompleteReason = {
  code: 'WITHOUT_WHATSAPP_UNREAD',
  message:
    'WhatsApp Web did not give all people of the address book without WhatsApp, so some may be missing.',
  count: 1,
};

/** The messages reach the API's callers unchanged, whose answers list the items as `errors`. */
function incompleteReasons(
  tally: Tally,
  gaps: readonly SyncGap[],
  isRefresh: boolean,
): IncompleteReason[] {
  const listing = tally.groupListing;
  const isUnanswered = isRefresh && listing?.outcome !== 'answered';
  const notRefreshed = isUnanswered ? tally.groups : tally.groupsNotRefreshed;
  const why = isUnanswered && listing?.reason ? ` (${scrub(listing.reason)})` : '';
  const reasons: IncompleteReason[] = [
    {
      code: 'UNREADABLE_ITEMS',
      message: `${counted(tally.unreadableCount, 'group or contact', 'groups or contacts')} could not be read; see errors.`,
      count: tally.unreadableCount,
    },
    {
      code: 'GROUP_MEMBERS_UNKNOWN',
      message: `Not all members of ${groups(tally.groupsWithUnknownMembers)} could be read; see errors.`,
      count: tally.groupsWithUnknownMembers,
    },
    {
      code: 'GROUPS_NOT_REFRESHED',
      message: isUnanswered
        ? `The query for all groups was not answered${why}, so ${groups(notRefreshed)} could not be refreshed.`
        : `The members of ${groups(notRefreshed)} could not be refreshed; see errors.`,
      count: notRefreshed,
    },
    {
      code: 'GROUP_QUERY_REFUSED',
      message:
        'WhatsApp refused a query for groups, because there were too many. The next refresh has to wait.',
      count: listing?.isRefused ? 1 : 0,
    },
    {
      code: 'OWN_ROLE_UNKNOWN',
      message: `WhatsApp Web does not know which member of ${groups(tally.ownRolesUnknown)} the account is, so its role is not known.`,
      count: tally.ownRolesUnknown,
    },
    ...gaps.map(({ code, message }) => ({ code, message, count: 1 })),
  ];
  return reasons.filter((reason) => reason.count > 0);
}

const groups = (count: number) => counted(count, 'group', 'groups');

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
