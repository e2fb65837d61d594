import type { Database } from '../connection/open-database.ts';
import type { GrabKind } from '../grabs/grab-row.ts';
import { markInterruptedGrabs } from '../grabs/mark-interrupted-grabs.ts';
import { keepGeneration } from '../placements/placement-row.ts';
import type { ExclusionKey } from '../privacy/exclusion-hash.ts';
import {
  type GrabLease,
  type Heartbeat,
  keepLease,
  releaseLease,
  startHeartbeat,
} from '../sessions/grab-lease.ts';
import { lockSession } from '../sessions/lock-session.ts';
import {
  type ChoicesInForce,
  readChoices,
  type SessionChoices,
} from '../sessions/session-choices.ts';
import { checkStaged } from './check-staged.ts';
import { type GrabConnection, openGrabConnection } from './grab-connection.ts';
import type {
  ContactEntry,
  GroupEntry,
  ParticipantEntry,
  PastParticipantEntry,
  UnreadableEntry,
  UnreadMembersEntry,
} from './grab-entries.ts';
import { type GrabOutcome, mergeGrab, type StoredGrab } from './merge-grab.ts';
import { fixPlans } from './plan-settings.ts';
import { collectSearchEntries, sortSearchEntries } from './search-index.ts';
import { type GrabIntake, grabIntake } from './staging/grab-intake.ts';
import { CREATE_STAGING_TABLES } from './staging/staging-tables.ts';
import { takeSession } from './take-session.ts';

/** For the lock of the address book, so that an aborting signal and not the lock's timeout ends the wait. */
const LOCK_MARGIN_MS = 1_000;

/**
 * The store of one grab. Await each call before the next one. The memory does not grow with the
 * account. After a rejected call the store is unusable: call `rollback()`.
 */
export interface GrabStore {
  /** What the session's choices say that grabs store. */
  readonly choices: SessionChoices;
  /** Aborts with GrabLeaseLost when another process has taken the session over: nothing can be stored then. */
  readonly lost: AbortSignal;
  addGroups(rows: readonly GroupEntry[]): Promise<void>;
  /** Adds members of an already added group. May be called many times for one group. */
  addParticipants(groupContactId: string, rows: readonly ParticipantEntry[]): Promise<void>;
  /** Adds some who have left an already added group. Who is not among them stays as they are stored. */
  addPastParticipants(groupContactId: string, rows: readonly PastParticipantEntry[]): Promise<void>;
  addContacts(rows: readonly ContactEntry[]): Promise<void>;
  /** Above a limit of unreadable items, no contact of their type becomes inactive. */
  addUnreadable(entry: UnreadableEntry): void;
  /** For a group of `addGroups`. The group counts as stored, not as failed. */
  addUnreadMembers(entry: UnreadMembersEntry): void;
  /** Groups that exist and that the grab cannot see. They do not become inactive. */
  keepGroups(ids: readonly string[]): void;
  /** Runs `work` with this store. When `signal` aborts, Postgres cancels the running statement. */
  until<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T>;
  /**
   * Stores everything, ends the grab's row and commits. On an error nothing is stored, unless the
   * connection broke during the commit. When `signal` aborts, Postgres cancels the running statement. No
   * statement runs for longer than `timeout_ms` plus a margin. Throws GrabEnded when the grab was cancelled
   * meanwhile, AccountChanged, GrabLeaseLost, PlacementLost, StagedRowsMissing, and the signal's reason.
   */
  finish(
    outcome: GrabOutcome,
    limits?: { signal: AbortSignal; timeout_ms: number },
  ): Promise<StoredGrab>;
  /** Leaves no trace; does nothing after `finish`. */
  rollback(): Promise<void>;
}

/**
 * Begins to store a grab, on a connection of its own. What arrives is staged without a transaction and
 * without a lock; `finish` merges it in one transaction. Only one store per session is open, by its lease:
 * another one waits up to `lock_timeout_ms`, or until `signal` aborts. It takes over from an owner whose
 * connection has ended, or which was silent for 15 seconds. Ends grabs that such an owner left `running`. Throws
 * GrabLockTimeout, SessionNotFound, and the signal's reason.
 */
export async function beginGrabStore(db: Database, options: StoreOptions): Promise<GrabStore> {
  const { session_id } = options;
  const connection = await openGrabConnection(db);
  const { client } = connection;
  let heartbeat: Heartbeat | undefined;
  try {
    const lease = await takeSession(connection, options);
    heartbeat = startHeartbeat(db, lease);
    const choices = await readChoices(client, session_id);
    await markInterruptedGrabs(db, { session_id, now: options.now() });
    await client.query(CREATE_STAGING_TABLES);
    return grabStore(db, { ...options, connection, lease, heartbeat, choices });
  } catch (error) {
    heartbeat?.stop();
    await connection.close();
    throw error;
  }
}

type StoreOptions = {
  session_id: string;
  kind: GrabKind;
  /** what excluded people are recognised with */
  exclusion_key: ExclusionKey;
  now: () => Date;
  lock_timeout_ms: number;
  signal?: AbortSignal;
};

type Begun = StoreOptions & {
  readonly connection: GrabConnection;
  readonly lease: GrabLease;
  readonly heartbeat: Heartbeat;
  readonly choices: ChoicesInForce;
};

function grabStore(db: Database, begun: Begun): GrabStore {
  const { connection, heartbeat, choices } = begun;
  const intake = grabIntake(connection.client);
  const rollback = async (): Promise<void> => {
    heartbeat.stop();
    await connection.close();
  };
  return {
    choices,
    lost: heartbeat.lost,
    until: connection.until,
    addGroups: intake.addGroups,
    addParticipants: intake.addParticipants,
    addPastParticipants: intake.addPastParticipants,
    addContacts: intake.addContacts,
    addUnreadable: intake.addUnreadable,
    addUnreadMembers: intake.addUnreadMembers,
    keepGroups: intake.keepGroups,
    rollback,
    finish: async (outcome, limits) => {
      try {
        const stored = await connection.until(limits?.signal, () =>
          store(begun, intake, outcome, limits),
        );
        sortSearchEntries(db, stored.saved_count + stored.updated_count - stored.unchanged_count);
        return stored;
      } catch (error) {
        await rollback();
        throw error;
      }
    },
  };
}

/** One short transaction: no other one writes the address book, and the session is still this store's. */
async function store(
  begun: Begun,
  intake: GrabIntake,
  outcome: GrabOutcome,
  limits: { signal: AbortSignal; timeout_ms: number } | undefined,
): Promise<StoredGrab> {
  const { connection, lease, heartbeat, session_id } = begun;
  const { client } = connection;
  const arrived = await intake.close();
  await checkStaged(client, arrived, outcome.read);
  await connection.begin(limits?.timeout_ms);
  const lockMs = limits ? limits.timeout_ms + LOCK_MARGIN_MS : begun.lock_timeout_ms;
  await lockSession(client, session_id, lockMs);
  // The lock of the lease says from here on that its owner lives.
  heartbeat.stop();
  await keepLease(client, lease);
  const { placement_generation: generation } = outcome;
  if (generation !== undefined) await keepGeneration(client, { session_id, generation });
  await fixPlans(client);
  await collectSearchEntries(client);
  const stored = await mergeGrab(client, arrived, begun, outcome);
  await releaseLease(client, lease);
  limits?.signal.throwIfAborted();
  await connection.commit();
  return stored;
}
