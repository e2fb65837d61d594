import type { PoolClient } from 'pg';
import { nextChangeNumber } from '../contacts/change-number.ts';
import {
  type GrabCounters,
  type GrabItemError,
  type GrabKind,
  type GrabRow,
  type IncompleteReason,
  MAX_GRAB_ERRORS,
} from '../grabs/grab-row.ts';
import type { ExclusionKey } from '../privacy/exclusion-hash.ts';
import { type Account, noteAccount, requireSameAccount } from '../sessions/session-account.ts';
import type { ChoicesInForce, SessionChoices } from '../sessions/session-choices.ts';
import { queueChanges, queueGrab, wantedEvents } from '../webhooks/queue-events.ts';
import { withoutExcluded } from './drop-excluded.ts';
import type { GrabContext } from './grab-context.ts';
import { queueMemberEvents } from './queue-member-events.ts';
import { recordGrab } from './record-grab.ts';
import type { Listing } from './removals/deactivate-contacts.ts';
import {
  heldBackReasons,
  heldGroupErrors,
  REMOVAL_LIMITS,
  type RemovalLimits,
} from './removals/removal-guard.ts';
import type { FailureAccount } from './staging/failure-account.ts';
import type { ArrivedCounts, IntakeResult } from './staging/grab-intake.ts';
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
  /** The lease under which it was read, where there are several engines: under another one nothing is stored. */
  placement_generation?: number | undefined;
  /** What the read's trailer says that it sent. A grab that did not get all of that stores nothing. */
  read?: ArrivedCounts;
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
  /** its row in `grabs`, as it was committed */
  grab: GrabRow;
}

type MergeOptions = {
  readonly session_id: string;
  readonly kind: GrabKind;
  readonly exclusion_key: ExclusionKey;
  readonly now: () => Date;
  readonly choices: ChoicesInForce;
};

/** Stores what was staged, in the client's transaction, and ends the grab's row there. */
export async function mergeGrab(
  client: PoolClient,
  arrived: IntakeResult,
  options: MergeOptions,
  outcome: GrabOutcome,
): Promise<StoredGrab> {
  const startedAt = performance.now();
  const { failures } = arrived;
  const { session_id, kind, exclusion_key } = options;
  if (outcome.account) await requireSameAccount(client, session_id, outcome.account);
  const now = options.now();
  const change = await nextChangeNumber(client, session_id);
  const removal_limits =
    outcome.removal_limits === undefined ? REMOVAL_LIMITS : outcome.removal_limits;
  const wanted = await wantedEvents(client, session_id);
  const context = { client, session_id, now, change, removal_limits, exclusion_key, wanted };
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
  const result: Omit<StoredGrab, 'grab'> = {
    ...stored.counters,
    failed_count: failures.failed_count + stored.refused_count,
    complete: reasons.length === 0,
    incomplete_reasons: reasons,
    errors: itemErrors.slice(0, MAX_GRAB_ERRORS),
    stored_at: now,
  };
  const { complete, incomplete_reasons, stored_at, errors, ...counters } = result;
  const grab = await recordGrab(context, {
    grab_id: outcome.grab_id,
    counters,
    complete,
    incomplete_reasons,
    errors,
    queries_sent: outcome.queries_sent,
    timings: { ...outcome.timings, store_ms: Math.round(performance.now() - startedAt) },
  });
  await queueEvents(context, grab, stored.members_changed);
  return { ...result, grab };
}

/** In the order in which they happened: what the grab changed, then its end. */
async function queueEvents(
  context: GrabContext,
  grab: GrabRow,
  membersChanged: boolean,
): Promise<void> {
  if (!context.wanted.any) return;
  const queued = await queueChanges(context.client, context.wanted, context);
  if (membersChanged) await queueMemberEvents(context);
  const { saved_count, removed_count, updated_count, unchanged_count } = grab;
  const isWritten = queued > 0 || membersChanged;
  const isChanged = isWritten || saved_count + removed_count + updated_count > unchanged_count;
  if (isChanged) await queueGrab(context.client, context.wanted, grab);
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
