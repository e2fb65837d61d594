import type { GrabContext } from './grab-context.ts';
import { ofSession } from './plan-settings.ts';
import { isMissedBefore, isNewlyMissing, type RemovalLimits } from './removal-guard.ts';

/** The column of `sessions` that remembers the last complete listing of a type. */
const LISTED_AT = { group: 'groups_listed_at', individual: 'contacts_listed_at' } as const;

type Type = keyof typeof LISTED_AT;

/**
 * Makes the active rows of a type inactive that a complete listing no longer holds, except those that
 * were listed but could not be read or stored. If they are too many, none of them: then the rows
 * remember that a listing missed them. Answers how many.
 */
export async function deactivateContacts(
  context: GrabContext,
  type: Type,
  excused: readonly string[],
): Promise<{ removed: number; heldBack: number }> {
  const { missing, missedFirst } = await collectMissing(context, type, excused);
  if (missing === 0) return { removed: 0, heldBack: 0 };
  const { removal_limits } = context;
  if (removal_limits && (await areTooMany(context, type, missing, missedFirst, removal_limits))) {
    await rememberMissing(context, type);
    return { removed: 0, heldBack: missing };
  }
  await removeMissing(context, type);
  return { removed: missing, heldBack: 0 };
}

async function collectMissing(
  { client, session_id, now }: GrabContext,
  type: Type,
  excused: readonly string[],
): Promise<{ missing: number; missedFirst: number }> {
  const { rows } = await client.query(
    `WITH missing AS (
       INSERT INTO grab_missing SELECT c.id, c.type, ${isMissedBefore('c', '$4')}
       FROM contacts c
       WHERE ${ofSession('c')} AND c.type = $2 AND c.status = 'active'
         AND NOT EXISTS (SELECT FROM grab_seen s WHERE s.row_id = c.id)
         AND NOT EXISTS (SELECT FROM unnest($3::text[]) e(id) WHERE e.id = c.contact_id)
         AND NOT EXISTS (SELECT FROM unnest($3::text[]) e(id) WHERE e.id = c.lid)
       RETURNING missed_before
     ) SELECT count(*) AS missing, count(*) FILTER (WHERE NOT missed_before) AS first FROM missing`,
    [session_id, type, excused, now],
  );
  return { missing: rows[0].missing, missedFirst: rows[0].first };
}

/** The share is that of the rows which were active before the grab. Those that it excused do not count. */
async function areTooMany(
  { client }: GrabContext,
  type: Type,
  missing: number,
  missedFirst: number,
  { percent, rows: limit }: RemovalLimits,
): Promise<boolean> {
  if (missedFirst <= limit) return false;
  const { rows } = await client.query(
    `SELECT count(*) AS listed FROM grab_match m JOIN staged_contacts s USING (seq)
     WHERE s.type = $1 AND m.was_active`,
    [type],
  );
  return missedFirst * 100 > percent * (rows[0].listed + missing);
}

/** No change of the contact: neither its time nor its change number moves. */
async function rememberMissing({ client, now }: GrabContext, type: Type): Promise<void> {
  await client.query(
    `UPDATE contacts c SET missing_since = $2
     WHERE c.id = ANY (ARRAY(SELECT row_id FROM grab_missing WHERE type = $1))
       AND ${isNewlyMissing('c', '$2')}`,
    [type, now],
  );
}

/**
 * The `written_at` of a removed row becomes what its `grabbed_at` last was: after the deactivation
 * nothing else says when it was last there.
 */
async function removeMissing(context: GrabContext, type: Type): Promise<void> {
  const { client, session_id, change } = context;
  await client.query(
    `UPDATE contacts c SET status = 'inactive', missing_since = NULL, changed_change = $3,
       written_at = GREATEST(c.written_at, (SELECT ${LISTED_AT[type]} FROM sessions WHERE id = $1)),
       field_changes = c.field_changes || jsonb_build_object('status', $3::bigint)
     WHERE c.id = ANY (ARRAY(SELECT row_id FROM grab_missing WHERE type = $2))`,
    [session_id, type, change],
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
