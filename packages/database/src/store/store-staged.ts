import type { GrabCounters, GrabItemError } from '../grabs/grab-row.ts';
import { deactivateContacts } from './deactivate-contacts.ts';
import type { GrabContext } from './grab-context.ts';
import type { IntakeResult } from './grab-intake.ts';
import { matchContacts } from './match-contacts.ts';
import { mergeStored, repointMembers } from './merge-stored.ts';
import { countResults } from './record-grab.ts';
import { pairIdentities, resolveContacts } from './resolve-contacts.ts';
import { resolveMembers } from './resolve-members.ts';
import { writeContacts } from './write-contacts.ts';
import { writeMembers } from './write-members.ts';

/** The input of the merge, in addition to the staging tables. */
export interface Arrived extends IntakeResult {
  /** complete listings: they alone remove */
  listing_complete: { group: boolean; individual: boolean };
}

/** The counts of the stored rows. */
export interface Stored {
  counters: Omit<GrabCounters, 'failed_count'>;
  refused_count: number;
  refused: GrabItemError[];
}

/** Merges the staged rows into the stored ones: identities first, then contacts, removals, members. */
export async function storeStaged(context: GrabContext, arrived: Arrived): Promise<Stored> {
  const { client } = context;
  await client.query('ANALYZE staged_contacts');
  await client.query('ANALYZE staged_participants');
  const havePairs = await pairIdentities(context);
  await resolveContacts(context, havePairs);
  if (havePairs) {
    await mergeStored(context);
    await repointMembers(context);
  }
  await matchContacts(context);
  await writeContacts(context, arrived.last_contact_seq);
  const removed = await deactivateMissing(context, arrived);
  await client.query(
    'UPDATE staged_contacts SET members_complete = false WHERE contact_id = ANY($1)',
    [arrived.groups_with_refused_members],
  );
  await resolveMembers(context, havePairs);
  await writeMembers(context, arrived.last_participant_seq);
  // Last: from here on the session's status cannot be written before the commit.
  await noteListings(context, arrived);
  const { counters, refused_count, refused } = await countResults(context);
  return { counters: { ...counters, removed_count: removed }, refused_count, refused };
}

async function deactivateMissing(context: GrabContext, arrived: Arrived): Promise<number> {
  const { client } = context;
  await client.query('ANALYZE grab_seen');
  const refused = await client.query(
    `SELECT kind, array_agg(contact_id) || array_agg(s.lid) AS ids
     FROM grab_refused JOIN staged_contacts s USING (seq, contact_id) GROUP BY kind`,
  );
  let removed = 0;
  for (const type of ['group', 'individual'] as const) {
    if (!arrived.listing_complete[type]) continue;
    const ids: (string | null)[] = refused.rows.find((row) => row.kind === type)?.ids ?? [];
    const excused = [...arrived.failures.excused[type], ...ids.filter((id) => id !== null)];
    removed += await deactivateContacts(context, type, excused);
  }
  return removed;
}

async function noteListings(context: GrabContext, { listing_complete }: Arrived): Promise<void> {
  const columns = [
    ...(listing_complete.group ? ['groups_listed_at'] : []),
    ...(listing_complete.individual ? ['contacts_listed_at'] : []),
  ];
  if (columns.length === 0) return;
  await context.client.query(
    `UPDATE sessions SET ${columns.map((name) => `${name} = GREATEST(${name}, $2)`).join(', ')}
     WHERE id = $1`,
    [context.session_id, context.now],
  );
}
