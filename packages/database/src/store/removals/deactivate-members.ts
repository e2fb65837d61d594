import type { GrabContext } from '../grab-context.ts';
import { type HeldGroup, isNewlyMissing } from './removal-guard.ts';

/** The stored members m that a complete list of their group misses. */
const MISSING = `d.seq IS NULL AND m.group_row_id = d.group_row_id
  AND m.participant_id = d.participant_id AND m.group_row_id = ANY (ARRAY(
    SELECT group_row_id FROM grab_member_changes WHERE seq IS NULL))`;

/**
 * Makes the members inactive that a complete list of their group misses, unless they are too many for
 * the group. Runs before members are added: they do not count. Answers the groups with too many.
 */
export async function deactivateMembers(context: GrabContext): Promise<HeldGroup[]> {
  const { client, now } = context;
  const held = await holdGroups(context);
  await client.query(
    `UPDATE group_participants m SET status = 'inactive', missing_since = NULL, written_at = $1
     FROM grab_member_changes d WHERE ${MISSING}`,
    [now],
  );
  return held;
}

async function holdGroups(context: GrabContext): Promise<HeldGroup[]> {
  const { client, now, removal_limits } = context;
  if (removal_limits === null) return [];
  const { rows } = await client.query(
    `SELECT d.group_row_id, g.contact_id, count(*) AS count
     FROM grab_member_changes d JOIN grab_groups g ON g.row_id = d.group_row_id
     WHERE d.seq IS NULL
     GROUP BY d.group_row_id, g.contact_id
     HAVING count(*) FILTER (WHERE NOT d.missed_before) > $1
       AND count(*) FILTER (WHERE NOT d.missed_before) * 100 > $2 * (
         SELECT count(*) FROM group_participants p
         WHERE p.group_row_id = d.group_row_id AND p.status = 'active')`,
    [removal_limits.rows, removal_limits.percent],
  );
  if (rows.length === 0) return [];
  const ids = rows.map(({ group_row_id }) => group_row_id);
  await client.query(
    `UPDATE group_participants m SET missing_since = $1
     FROM grab_member_changes d
     WHERE ${MISSING} AND d.group_row_id = ANY ($2) AND ${isNewlyMissing('m', '$1')}`,
    [now, ids],
  );
  await client.query(
    'DELETE FROM grab_member_changes WHERE seq IS NULL AND group_row_id = ANY ($1)',
    [ids],
  );
  return rows.map(({ contact_id, count }) => ({ contact_id, count }));
}
