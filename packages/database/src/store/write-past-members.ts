import type { GrabContext } from './grab-context.ts';
import { ofSession } from './plan-settings.ts';
import { writeDepartures } from './write-history.ts';
import { kept } from './write-members.ts';

/**
 * Stores when and how persons left the groups of the grab. Who is a member now stays one: only a list of
 * members removes. A departure that the grab does not name stays, too. Runs after the members are written.
 * Answers whether the history grew.
 */
export async function writePastMembers(context: GrabContext, havePairs: boolean): Promise<boolean> {
  const { client, session_id, now } = context;
  await client.query('ANALYZE staged_past_participants');
  await takePhones(context, havePairs);
  // One look for each: few have left, and their groups have many members.
  const { rowCount } = await client.query(
    `CREATE TEMP TABLE grab_departures ON COMMIT DROP AS
     WITH latest AS (
       SELECT DISTINCT ON (g.row_id, s.participant_id) g.row_id, s.*
       FROM staged_past_participants s JOIN grab_groups g ON g.contact_id = s.group_contact_id
       ORDER BY g.row_id, s.participant_id, s.left_at DESC, s.seq
     )
     SELECT s.*, m.participant_id IS NULL AS is_new, m.left_at AS old_left_at
     FROM latest s
     LEFT JOIN LATERAL (SELECT * FROM group_participants p
       WHERE p.group_row_id = s.row_id AND p.participant_id = s.participant_id OFFSET 0) m ON true
     WHERE m.participant_id IS NULL
       OR (m.status = 'inactive' AND s.left_at >= COALESCE(m.left_at, s.left_at)
           AND (COALESCE(s.lid, m.lid), ${kept('s', 'name')}, ${kept('s', 'masked_number')},
               s.left_at, ${reason('s')})
             IS DISTINCT FROM (m.lid, m.name, m.masked_number, m.left_at, m.leave_reason))`,
  );
  if (rowCount === 0) return false;
  await client.query(
    `INSERT INTO group_participants AS m (session_id, group_row_id, participant_id, lid,
       phone_number, name, masked_number, role, status, written_at, left_at, leave_reason)
     SELECT $1, s.row_id, s.participant_id, s.lid, s.phone_number, s.name, s.masked_number,
       'participant', 'inactive', LEAST(s.left_at, $2), s.left_at, s.leave_reason
     FROM grab_departures s
     ON CONFLICT (group_row_id, participant_id) DO UPDATE
     SET lid = COALESCE(excluded.lid, m.lid), name = ${kept('excluded', 'name')},
       masked_number = ${kept('excluded', 'masked_number')}, left_at = excluded.left_at,
       written_at = GREATEST(m.written_at, excluded.written_at),
       leave_reason = ${reason('excluded')}`,
    [session_id, now],
  );
  return writeDepartures(context);
}

/** The reason of the stored departure stays if it is the same one. */
function reason(row: string): string {
  return `CASE WHEN ${row}.left_at = m.left_at THEN COALESCE(${row}.leave_reason, m.leave_reason)
    ELSE ${row}.leave_reason END`;
}

/** Gives each of them the canonical id, if this grab or a stored contact knows the phone of the LID. */
async function takePhones({ client, session_id }: GrabContext, havePairs: boolean): Promise<void> {
  if (havePairs) {
    await client.query(
      `UPDATE staged_past_participants s
       SET participant_id = k.contact_id, phone_number = k.phone_number,
         lid = CASE WHEN NOT k.is_older THEN s.lid END
       FROM grab_pairs k WHERE s.phone_number IS NULL AND s.lid = k.lid`,
    );
  }
  await client.query(
    `UPDATE staged_past_participants s
     SET participant_id = k.contact_id, phone_number = k.phone_number
     FROM contacts k
     WHERE s.phone_number IS NULL AND ${ofSession('k')} AND k.lid = s.lid
       AND k.phone_number IS NOT NULL`,
    [session_id],
  );
}
