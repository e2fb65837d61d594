import type { GrabContext } from './grab-context.ts';

/**
 * Keeps who joined, who left and whose role changed, from what was compared before the members were written.
 * Of the first complete list of a group's members nothing is kept: they joined before, at times that are
 * their `joined_at` where WhatsApp Web says them, and a row for each would double what a first grab writes. Who
 * left before that is no news either. Groups are listed from here on.
 * Answers whether there was anything to keep.
 */
export async function writeHistory(context: GrabContext): Promise<boolean> {
  const { client, session_id, now, change } = context;
  const { rowCount } = await client.query(
    `INSERT INTO membership_changes (session_id, change_number, group_row_id, participant_id, kind,
       role, old_role, seen_at, happened_at)
     SELECT $1, $2, group_row_id, participant_id, kind, role,
       CASE kind WHEN 'role_changed' THEN old_role END, $3,
       CASE kind WHEN 'joined' THEN joined_at END
     FROM (
       SELECT d.group_row_id, COALESCE(s.participant_id, d.participant_id) AS participant_id,
         CASE WHEN d.seq IS NULL THEN 'left' WHEN d.old_status = 'active' THEN 'role_changed'
           ELSE 'joined' END AS kind,
         COALESCE(s.role, d.old_role) AS role, d.old_role, s.joined_at
       FROM grab_member_changes d JOIN grab_groups g ON g.row_id = d.group_row_id
       LEFT JOIN staged_participants s USING (seq)
       WHERE (d.seq IS NULL OR d.old_status = 'inactive' OR (d.old_status IS NULL AND g.is_listed)
           OR d.old_role <> s.role)
         AND NOT EXISTS (SELECT FROM grab_refused r WHERE r.kind = 'participant' AND r.seq = d.seq)
     ) seen ORDER BY group_row_id, participant_id`,
    [session_id, change, now],
  );
  return (rowCount ?? 0) > 0;
}

/** Notes the groups whose members were listed completely for the first time. */
export async function noteListedGroups({ client, now }: GrabContext): Promise<void> {
  await client.query(
    `UPDATE contacts SET members_listed_at = $1 WHERE id = ANY (ARRAY(
       SELECT row_id FROM grab_groups WHERE members_complete AND NOT is_listed))`,
    [now],
  );
}

/** The history of the members who have just left, or had left without a time. */
const OF_DEPARTED = `h.session_id = $1 AND h.participant_id = ANY (ARRAY(
  SELECT participant_id FROM grab_departures))`;

/**
 * Gives departures that grabs saw the time and the way that WhatsApp Web says. Adds those of members who
 * came and left between two grabs, and answers whether there were any. Runs after the past members are written.
 */
export async function writeDepartures(context: GrabContext): Promise<boolean> {
  const { client, session_id, now, change } = context;
  await client.query(
    `UPDATE membership_changes h SET happened_at = d.left_at, leave_reason = d.leave_reason
     FROM grab_departures d
     WHERE ${OF_DEPARTED} AND h.kind = 'left' AND h.happened_at IS NULL
       AND h.group_row_id = d.row_id AND h.participant_id = d.participant_id
       AND h.id = (SELECT max(l.id) FROM membership_changes l
                   WHERE l.session_id = h.session_id AND l.participant_id = h.participant_id
                     AND l.group_row_id = h.group_row_id)`,
    [session_id],
  );
  const added = await client.query(
    `INSERT INTO membership_changes (session_id, change_number, group_row_id, participant_id, kind,
       role, seen_at, happened_at, leave_reason)
     SELECT $1, $2, d.row_id, d.participant_id, 'left', 'participant', $3, d.left_at, d.leave_reason
     FROM grab_departures d JOIN grab_groups g ON g.row_id = d.row_id
     WHERE g.is_listed AND (d.is_new OR d.left_at > d.old_left_at)
     ORDER BY d.row_id, d.participant_id`,
    [session_id, change, now],
  );
  return (added.rowCount ?? 0) > 0;
}

/** Brings the history of a LID to the phone that is now known. */
export async function repointHistory({ client, session_id }: GrabContext): Promise<void> {
  await client.query(
    `UPDATE membership_changes h SET participant_id = g.contact_id FROM grab_pairs g
     WHERE h.session_id = $1 AND h.participant_id = g.lid
       AND h.participant_id BETWEEN (SELECT '') AND (SELECT '~')`,
    [session_id],
  );
}
