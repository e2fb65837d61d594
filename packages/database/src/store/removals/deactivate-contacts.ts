import type { GrabContext } from '../grab-context.ts';
import { ofSession } from '../plan-settings.ts';
import { isMissedBefore, isNewlyMissing, type RemovalLimits } from './removal-guard.ts';

/** What one listing holds: groups, people on WhatsApp, or the people of the address book without it. */
export type Listing = 'group' | 'individual' | 'without_whatsapp';

/** The column of `sessions` that remembers the last complete one. */
export const LISTED_AT: Readonly<Record<Listing, string>> = {
  group: 'groups_listed_at',
  individual: 'contacts_listed_at',
  without_whatsapp: 'without_whatsapp_listed_at',
};

/** Which contacts c of the session `$1` a listing is about. Those without WhatsApp are few, and have an index. */
const STORED: Readonly<Record<Listing, string>> = {
  group: `${ofSession('c')} AND c.type = 'group'`,
  individual: `${ofSession('c')} AND c.type = 'individual' AND c.on_whatsapp`,
  without_whatsapp: 'c.session_id = $1 AND NOT c.on_whatsapp',
};

/** The same of staged rows s. */
const STAGED: Readonly<Record<Listing, string>> = {
  group: "s.type = 'group'",
  individual: "s.type = 'individual' AND s.on_whatsapp",
  without_whatsapp: 'NOT s.on_whatsapp',
};

/**
 * Makes the active rows inactive that a complete listing no longer holds, except those that were listed but
 * could not be read or stored. If they are more than the limits, none of them: then the rows remember that a
 * listing missed them. Answers how many.
 */
export async function deactivateContacts(
  context: GrabContext,
  listing: Listing,
  { excused, limits }: { excused: readonly string[]; limits: RemovalLimits | null },
): Promise<{ removed: number; heldBack: number }> {
  const { missing, missedFirst } = await collectMissing(context, listing, excused);
  if (missing === 0) return { removed: 0, heldBack: 0 };
  if (limits && (await areTooMany(context, listing, missing, missedFirst, limits))) {
    await rememberMissing(context, listing);
    return { removed: 0, heldBack: missing };
  }
  await removeMissing(context, listing);
  return { removed: missing, heldBack: 0 };
}

async function collectMissing(
  { client, session_id, now }: GrabContext,
  listing: Listing,
  excused: readonly string[],
): Promise<{ missing: number; missedFirst: number }> {
  const { rows } = await client.query(
    `WITH missing AS (
       INSERT INTO grab_missing SELECT c.id, $2::text, ${isMissedBefore('c', '$4')}
       FROM contacts c
       WHERE ${STORED[listing]} AND c.status = 'active'
         AND NOT EXISTS (SELECT FROM grab_seen s WHERE s.row_id = c.id)
         AND NOT EXISTS (SELECT FROM unnest($3::text[]) e(id) WHERE e.id = c.contact_id)
         AND NOT EXISTS (SELECT FROM unnest($3::text[]) e(id) WHERE e.id = c.lid)
       RETURNING missed_before
     ) SELECT count(*) AS missing, count(*) FILTER (WHERE NOT missed_before) AS first FROM missing`,
    [session_id, listing, excused, now],
  );
  return { missing: rows[0].missing, missedFirst: rows[0].first };
}

/** The share is that of the rows which were active before the grab. Those that it excused do not count. */
async function areTooMany(
  { client }: GrabContext,
  listing: Listing,
  missing: number,
  missedFirst: number,
  { percent, rows: limit }: RemovalLimits,
): Promise<boolean> {
  if (missedFirst <= limit) return false;
  const { rows } = await client.query(
    `SELECT count(*) AS listed FROM grab_match m JOIN staged_contacts s USING (seq)
     WHERE ${STAGED[listing]} AND m.was_active`,
  );
  return missedFirst * 100 > percent * (rows[0].listed + missing);
}

/** No change of the contact: neither its time nor its change number moves. */
async function rememberMissing({ client, now }: GrabContext, listing: Listing): Promise<void> {
  await client.query(
    `UPDATE contacts c SET missing_since = $2
     WHERE c.id = ANY (ARRAY(SELECT row_id FROM grab_missing WHERE type = $1))
       AND ${isNewlyMissing('c', '$2')}`,
    [listing, now],
  );
}

/**
 * The `written_at` of a removed row becomes what its `grabbed_at` last was: after the deactivation
 * nothing else says when it was last there.
 */
async function removeMissing(context: GrabContext, listing: Listing): Promise<void> {
  const { client, session_id, change, now } = context;
  await client.query(
    `INSERT INTO change_values (session_id, contact_row_id, change_number, field, old_value, new_value, seen_at)
     SELECT $1, m.row_id, $3, 'status', '"active"', '"inactive"', $4
     FROM grab_missing m JOIN sessions x ON x.id = $1 JOIN workspaces w ON w.id = x.workspace_id
     WHERE m.type = $2 AND w.keeps_change_values`,
    [session_id, listing, change, now],
  );
  await client.query(
    `UPDATE contacts c SET status = 'inactive', missing_since = NULL, changed_change = $3,
       written_at = GREATEST(c.written_at, (SELECT ${LISTED_AT[listing]} FROM sessions WHERE id = $1)),
       field_changes = c.field_changes || jsonb_build_object('status', $3::bigint)
     WHERE c.id = ANY (ARRAY(SELECT row_id FROM grab_missing WHERE type = $2))`,
    [session_id, listing, change],
  );
}

/** Rows that were listed are there, even if they could not be read or stored. */
export async function forgetMissing(
  { client, session_id }: GrabContext,
  excused: readonly string[],
): Promise<void> {
  if (excused.length === 0) return;
  await client.query(
    `UPDATE contacts c SET missing_since = NULL
     WHERE c.session_id = $1 AND c.missing_since IS NOT NULL
       AND (c.contact_id = ANY ($2) OR c.lid = ANY ($2))`,
    [session_id, excused],
  );
}
