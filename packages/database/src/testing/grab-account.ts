import type { Database } from '../connection/open-database.ts';
import type { GrabKind } from '../grabs/grab-row.ts';
import { insertRunningGrab } from '../grabs/running-grabs.ts';
import { beginGrabStore, type GrabStore } from '../store/begin-grab-store.ts';
import type {
  ContactEntry,
  GroupEntry,
  ParticipantEntry,
  PastParticipantEntry,
  UnreadableEntry,
  UnreadMembersEntry,
} from '../store/grab-entries.ts';
import type { GrabOutcome, StoredGrab } from '../store/merge-grab.ts';
import type { RemovalLimits } from '../store/removals/removal-guard.ts';
import { TEST_EXCLUSION_KEY } from './exclusion-key.ts';

const LOCK_TIMEOUT_MS = 10_000;

/** The content of an account at the time of a grab. */
export interface Account {
  groups?: { group: GroupEntry; members: ParticipantEntry[]; past?: PastParticipantEntry[] }[];
  contacts?: ContactEntry[];
}

/** How it is grabbed; by default completely, at a time after all grabs before. */
export interface GrabOptions {
  kind?: GrabKind;
  listing_complete?: GrabOutcome['listing_complete'];
  members_may_lag?: boolean;
  /** the linked account */
  linked?: GrabOutcome['account'];
  unreadable?: UnreadableEntry[];
  unread_members?: UnreadMembersEntry[];
  removal_limits?: RemovalLimits | null;
  /** the lease under which it was read */
  placement_generation?: number;
  now?: Date;
}

let clock = Date.UTC(2024, 0, 15, 10, 30);

/** A time later than all that it gave before: by a minute, or by so many. */
export function nextTime(minutes = 1): Date {
  clock += minutes * 60_000;
  return new Date(clock);
}

/** Grabs an account into a session as the API does. */
export async function grabAccount(
  db: Database,
  sessionId: string,
  account: Account,
  options: GrabOptions = {},
): Promise<StoredGrab & { grab_id: string }> {
  const now = options.now ?? nextTime();
  const kind = options.kind ?? 'all';
  const store = await beginGrabStore(db, {
    session_id: sessionId,
    kind,
    exclusion_key: TEST_EXCLUSION_KEY,
    now: () => now,
    lock_timeout_ms: LOCK_TIMEOUT_MS,
  });
  try {
    const grab = await insertRunningGrab(db, { session_id: sessionId, kind, now });
    await addAccount(store, account);
    for (const entry of options.unreadable ?? []) store.addUnreadable(entry);
    for (const entry of options.unread_members ?? []) store.addUnreadMembers(entry);
    const stored = await store.finish({
      grab_id: grab.id,
      listing_complete: options.listing_complete ?? {
        groups: kind === 'contacts' ? null : true,
        contacts: kind === 'groups' ? null : true,
        without_whatsapp: true,
      },
      ...(options.linked && { account: options.linked }),
      ...(options.members_may_lag && { members_may_lag: true }),
      placement_generation: options.placement_generation,
      incomplete_reasons: [],
      ...(options.removal_limits !== undefined && { removal_limits: options.removal_limits }),
      queries_sent: 0,
      timings: {},
    });
    return { ...stored, grab_id: grab.id };
  } catch (error) {
    await store.rollback();
    throw error;
  }
}

/** Adds all of an account to a store. */
export async function addAccount(store: GrabStore, account: Account): Promise<void> {
  for (const { group, members, past } of account.groups ?? []) {
    await store.addGroups([group]);
    await store.addParticipants(group.contact_id, members);
    if (past) await store.addPastParticipants(group.contact_id, past);
  }
  await store.addContacts(account.contacts ?? []);
}
