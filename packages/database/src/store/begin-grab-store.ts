import type { PoolClient } from 'pg';
import type { Database } from '../connection/open-database.ts';
import { nextChangeNumber } from '../contacts/change-number.ts';
import {
  type GrabCounters,
  type GrabItemError,
  type GrabKind,
  type IncompleteReason,
  MAX_GRAB_ERRORS,
} from '../grabs/grab-row.ts';
import { markInterruptedGrabs } from '../grabs/mark-interrupted-grabs.ts';
import { lockSession } from '../sessions/lock-session.ts';
import { type Account, noteAccount, requireSameAccount } from '../sessions/session-account.ts';
import {
  type ChoicesInForce,
  readChoices,
  type SessionChoices,
} from '../sessions/session-choices.ts';
import type { Listing } from './deactivate-contacts.ts';
import { withoutExcluded } from './drop-excluded.ts';
import type {
  ContactEntry,
  GroupEntry,
  ParticipantEntry,
  PastParticipantEntry,
  UnreadableEntry,
  UnreadMembersEntry,
} from './grab-entries.ts';
import { beginGrabTransaction } from './grab-transaction.ts';
import { fixPlans } from './plan-settings.ts';
import { recordGrab } from './record-grab.ts';
import {
  heldBackReasons,
  heldGroupErrors,
  REMOVAL_LIMITS,
  type RemovalLimits,
} from './removal-guard.ts';
import { collectSearchEntries, sortSearchEntries } from './search-index.ts';
import type { FailureAccount } from './staging/failure-account.ts';
import { grabIntake } from './staging/grab-intake.ts';
import { CREATE_STAGING_TABLES } from './staging/staging-tables.ts';
import { storeStaged } from './store-staged.ts';

/** The result of the read that filled the store. */
export interface GrabOutcome {
  /** The row from `insertRunningGrab`. */
  grab_id: string;
  /** The account that was read. Absent: not known, so that nothing is compared. */
  account?: Account;
  /** Per type: every id was enumerated after the sync. Null: the grab does not read this type. */
  listing_complete: {
    groups: boolean | null;
    contacts: boolean | null;
    /** Of people without WhatsApp. Absent: the session's choice is to leave them out. */
    without_whatsapp?: boolean;
  };
  /**
   * The page may have been behind: a list of members then removes no member, even if it is whole for the page.
   * Default: false.
   */
  members_may_lag?: boolean;
  /** Why the read is not complete. Empty: it is complete. */
  incomplete_reasons: readonly IncompleteReason[];
  /** Default: REMOVAL_LIMITS. Null: a person confirmed the removals. */
  removal_limits?: RemovalLimits | null;
  queries_sent: number;
  /** milliseconds by phase */
  timings: Record<string, number>;
}

/** The result of a committed grab. */
export interface StoredGrab extends GrabCounters {
  complete: boolean;
  incomplete_reasons: IncompleteReason[];
  /**
   * The first 1,000 failed items, then the groups with unread members, then those with held back ones.
   * `failed_count` is exact.
   */
  errors: GrabItemError[];
  /** the time of the rows that it wrote */
  stored_at: Date;
}

/**
 * The transaction of one grab. Await each call before the next one. The memory does not grow with the
 * account. After a rejected call the transaction is unusable: call `rollback()`.
 */
export interface GrabStore {
  /** What the session's choices say that grabs store. */
  readonly choices: SessionChoices;
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
   * statement runs for longer than `timeout_ms` plus a margin.
   *
   * @throws GrabEnded when the grab was cancelled meanwhile, AccountChanged, and the signal's reason
   */
  finish(
    outcome: GrabOutcome,
    limits?: { signal: AbortSignal; timeout_ms: number },
  ): Promise<StoredGrab>;
  /** Leaves no trace; does nothing after `finish`. */
  rollback(): Promise<void>;
}

/**
 * Begins to store a grab, with one connection and one transaction. Only one store per session is open:
 * another one waits up to `lock_timeout_ms`, or until `signal` aborts. Ends grabs of the session that a
 * killed process left `running`.
 *
 * @throws GrabLockTimeout, SessionNotFound, and the signal's reason
 */
export async function beginGrabStore(
  db: Database,
  options: {
    session_id: string;
    kind: GrabKind;
    now: () => Date;
    lock_timeout_ms: number;
    signal?: AbortSignal;
  },
): Promise<GrabStore> {
  const transaction = await beginGrabTransaction(db);
  const { client, until, rollback } = transaction;
  let choices: ChoicesInForce;
  try {
    const { session_id, lock_timeout_ms } = options;
    await until(options.signal, () => lockSession(client, session_id, lock_timeout_ms));
    choices = await readChoices(client, session_id);
    await markInterruptedGrabs(db, { session_id, now: options.now() });
    await fixPlans(client);
    await collectSearchEntries(client);
    await client.query('SET LOCAL idle_in_transaction_session_timeout = 0');
    await client.query(CREATE_STAGING_TABLES);
  } catch (error) {
    await rollback();
    throw error;
  }
  const intake = grabIntake(client);
  return {
    choices,
    until,
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
        const stored = await until(limits?.signal, async () => {
          if (limits) await transaction.limitStatements(limits.timeout_ms);
          const result = await storeAndRecord(client, intake, { ...options, choices }, outcome);
          limits?.signal.throwIfAborted();
          await transaction.commit();
          return result;
        });
        sortSearchEntries(db, stored.saved_count + stored.updated_count - stored.unchanged_count);
        return stored;
      } catch (error) {
        await rollback();
        throw error;
      }
    },
  };
}

async function storeAndRecord(
  client: PoolClient,
  intake: ReturnType<typeof grabIntake>,
  options: { session_id: string; kind: GrabKind; now: () => Date; choices: ChoicesInForce },
  outcome: GrabOutcome,
): Promise<StoredGrab> {
  const startedAt = performance.now();
  const arrived = await intake.close();
  const { failures } = arrived;
  const { session_id, kind } = options;
  if (outcome.account) await requireSameAccount(client, session_id, outcome.account);
  const now = options.now();
  const change = await nextChangeNumber(client, session_id);
  const removal_limits =
    outcome.removal_limits === undefined ? REMOVAL_LIMITS : outcome.removal_limits;
  const context = { client, session_id, now, change, removal_limits };
  const stored = await storeStaged(context, {
    ...arrived,
    members_may_lag: outcome.members_may_lag ?? false,
    listing_complete: completeListings(kind, outcome, { failures, choices: options.choices }),
    choices: options.choices,
  });
  if (outcome.account) await noteAccount(client, session_id, outcome.account);
  const refused = failures.refused_count + stored.refused_count;
  const reasons = [
    ...outcome.incomplete_reasons,
    ...refusedReasons(refused),
    ...heldBackReasons(stored.held_back),
  ];
  const itemErrors = await withoutExcluded(context, [
    ...failures.errors,
    ...stored.refused,
    ...failures.unread_members,
    ...heldGroupErrors(stored.held_groups),
  ]);
  const result: StoredGrab = {
    ...stored.counters,
    failed_count: failures.failed_count + stored.refused_count,
    complete: reasons.length === 0,
    incomplete_reasons: reasons,
    errors: itemErrors.slice(0, MAX_GRAB_ERRORS),
    stored_at: now,
  };
  const { complete, incomplete_reasons, stored_at, errors, ...counters } = result;
  await recordGrab(context, {
    grab_id: outcome.grab_id,
    counters,
    complete,
    incomplete_reasons,
    errors,
    queries_sent: outcome.queries_sent,
    timings: { ...outcome.timings, store_ms: Math.round(performance.now() - startedAt) },
  });
  return result;
}

function completeListings(
  kind: GrabKind,
  { listing_complete: { groups, contacts, without_whatsapp } }: GrabOutcome,
  { failures, choices }: { failures: FailureAccount; choices: SessionChoices },
): Record<Listing, boolean> {
  const { unidentified } = failures;
  const hasContacts = kind !== 'groups' && contacts === true && !unidentified.individual;
  // Who has joined WhatsApp is among the contacts, so both lists must be whole. A list that is not wanted is.
  const isWhole = !choices.include_without_whatsapp || without_whatsapp === true;
  return {
    group: kind !== 'contacts' && groups === true && !unidentified.group,
    individual: hasContacts,
    without_whatsapp: hasContacts && isWhole,
  };
}

function refusedReasons(count: number): IncompleteReason[] {
  const message = 'Some items were read but could not be stored.';
  return count === 0 ? [] : [{ code: 'ROWS_REFUSED', message, count }];
}
