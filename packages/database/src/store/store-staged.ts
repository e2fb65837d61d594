import type { GrabCounters, GrabItemError } from '../grabs/grab-row.ts';
import type { ChoicesInForce } from '../sessions/session-choices.ts';
import { dropExcluded } from './drop-excluded.ts';
import type { GrabContext } from './grab-context.ts';
import { clearLocked, noteLocked } from './locked-chats.ts';
import { matchContacts } from './match-contacts.ts';
import { mergeStored, repointMembers } from './merge-stored.ts';
import { countResults } from './record-grab.ts';
import {
  deactivateContacts,
  forgetMissing,
  LISTED_AT,
  type Listing,
} from './removals/deactivate-contacts.ts';
import type { HeldBack, HeldGroup } from './removals/removal-guard.ts';
import { pairIdentities, resolveContacts } from './resolve-contacts.ts';
import { resolveMembers } from './resolve-members.ts';
import type { IntakeResult } from './staging/grab-intake.ts';
import { holdersOfAliases, settleOlderLids, writeAliases } from './write-aliases.ts';
import { writeContacts } from './write-contacts.ts';
import { writeMembers } from './write-members.ts';
import { writePastMembers } from './write-past-members.ts';

/** The input of the merge, in addition to the staging tables. */
export interface Arrived extends IntakeResult {
  /** complete listings: they alone remove */
  listing_complete: Readonly<Record<Listing, boolean>>;
  choices: ChoicesInForce;
  /** no list of members removes a member */
  members_may_lag: boolean;
}

/** The counts of the stored rows. */
export interface Stored {
  counters: Omit<GrabCounters, 'failed_count'>;
  refused_count: number;
  refused: GrabItemError[];
  held_back: HeldBack[];
  /** the groups whose member list misses too many members */
  held_groups: HeldGroup[];
  /** a member joined, left or has another role, or a group's members were listed for the first time */
  members_changed: boolean;
}

/** The type of a listing's rows. */
const TYPE_OF = {
  group: 'group',
  individual: 'individual',
  without_whatsapp: 'individual',
} as const;
const LISTINGS = Object.keys(TYPE_OF) as Listing[];

/** Merges the staged rows into the stored ones: exclusions and identities first, then contacts, removals, members. */
export async function storeStaged(context: GrabContext, arrived: Arrived): Promise<Stored> {
  const { client } = context;
  await client.query('ANALYZE staged_contacts');
  await client.query('ANALYZE staged_participants');
  const excluded_count = await dropExcluded(context);
  if (arrived.has_older_lids) await settleOlderLids(context);
  await clearLocked(context, arrived.choices);
  const havePairs = await pairIdentities(context);
  await resolveContacts(context, havePairs);
  if (havePairs) {
    await mergeStored(context);
    await repointMembers(context);
  }
  await matchContacts(context);
  await writeContacts(context, arrived.last_contact_seq);
  await writeAliases(context, arrived.has_older_lids);
  const { removed, held } = await deactivateMissing(context, arrived);
  await client.query(
    `UPDATE staged_contacts SET members_complete = false
     WHERE type = 'group' AND (contact_id = ANY($1) OR $2)`,
    [arrived.groups_with_refused_members, arrived.members_may_lag],
  );
  await resolveMembers(context, havePairs);
  const { held: held_groups, changed } = await writeMembers(context, arrived.last_participant_seq);
  const departed = arrived.has_past_participants && (await writePastMembers(context, havePairs));
  const heldMembers = held_groups.reduce((sum, { count }) => sum + count, 0);
  // Last: from here on the session's status cannot be written before the commit.
  await noteListings(
    context,
    LISTINGS.filter(
      (listing) =>
        arrived.listing_complete[listing] && !isUnwanted(arrived, listing) && held[listing] === 0,
    ),
  );
  await noteLocked(context, arrived.choices);
  const { counters, refused_count, refused } = await countResults(context);
  return {
    counters: { ...counters, removed_count: removed, excluded_count },
    refused_count,
    refused,
    held_back: [
      { type: 'group', count: held.group },
      { type: 'contact', count: held.individual + held.without_whatsapp },
      { type: 'participant', count: heldMembers },
    ],
    held_groups,
    members_changed: changed || departed,
  };
}

/** What the session does not choose to store goes, however much it is. */
function isUnwanted({ choices }: Arrived, listing: Listing): boolean {
  return listing === 'without_whatsapp' && !choices.include_without_whatsapp;
}

async function deactivateMissing(
  context: GrabContext,
  arrived: Arrived,
): Promise<{ removed: number; held: Record<Listing, number> }> {
  const { client, removal_limits } = context;
  await client.query('ANALYZE grab_seen');
  const refused = await client.query(
    `SELECT kind, array_agg(contact_id) || array_agg(s.lid) AS ids
     FROM grab_refused JOIN staged_contacts s USING (seq, contact_id) GROUP BY kind`,
  );
  let removed = 0;
  const held = { group: 0, individual: 0, without_whatsapp: 0 };
  for (const type of ['group', 'individual'] as const) {
    const ids: (string | null)[] = refused.rows.find((row) => row.kind === type)?.ids ?? [];
    const named = [...arrived.failures.excused[type], ...ids.filter((id) => id !== null)];
    const excused = [...named, ...(await holdersOfAliases(context, named))];
    await forgetMissing(context, excused);
    for (const listing of LISTINGS) {
      if (TYPE_OF[listing] !== type || !arrived.listing_complete[listing]) continue;
      const limits = isUnwanted(arrived, listing) ? null : removal_limits;
      const missing = await deactivateContacts(context, listing, { excused, limits });
      removed += missing.removed;
      held[listing] = missing.heldBack;
    }
  }
  return { removed, held };
}

/** A clock that was put back changes neither. */
function noteListing(column: string): string {
  const before = column.replace('_listed_at', '_listed_before_at');
  return `${before} = CASE WHEN $2 > ${column} THEN ${column} ELSE ${before} END,
    ${column} = GREATEST(${column}, $2)`;
}

async function noteListings(context: GrabContext, trusted: readonly Listing[]): Promise<void> {
  if (trusted.length === 0) return;
  const columns = trusted.map((listing) => LISTED_AT[listing]);
  await context.client.query(
    `UPDATE sessions SET ${columns.map(noteListing).join(', ')} WHERE id = $1`,
    [context.session_id, context.now],
  );
}
