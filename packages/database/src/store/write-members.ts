import type { GrabContext } from './grab-context.ts';
import { ofSession } from './plan-settings.ts';
import { deactivateMembers } from './removals/deactivate-members.ts';
import { type HeldGroup, isMissedBefore } from './removals/removal-guard.ts';
import { bisectInTransaction } from './staging/bisect.ts';
import { noteListedGroups, writeHistory } from './write-history.ts';

const COLUMNS =
  'session_id, group_row_id, participant_id, lid, phone_number, name, masked_number, role, joined_at, written_at';

/** Of a staged member: the columns between those of its group and the time. */
const VALUES =
  's.participant_id, s.lid, s.phone_number, s.name, s.masked_number, s.role, s.joined_at';

/** The members of groups that this grab stored for the first time. They have no stored rows to compare. */
const INSERT_OF_NEW_GROUPS = `
INSERT INTO group_participants (${COLUMNS})
SELECT $4, g.row_id, ${VALUES}, $3
FROM staged_participants s JOIN grab_groups g ON g.contact_id = s.group_contact_id
WHERE g.is_new AND s.seq BETWEEN $1 AND $2`;

/**
 * The value of a text that the page may not know: null keeps the stored one of `m`, unless the LID says that
 * the number belongs to another person now.
 */
export function kept(row: string, column: string): string {
  return `CASE WHEN ${row}.lid <> m.lid THEN ${row}.${column}
    ELSE COALESCE(${row}.${column}, m.${column}) END`;
}

/** Who comes back has joined at another time. */
function joinedAt(row: string): string {
  return `CASE WHEN m.status = 'inactive' THEN ${row}.joined_at
    ELSE ${kept(row, 'joined_at')} END`;
}

/** Inserts new members and updates the changed ones. */
const WRITE_CHANGED = `
INSERT INTO group_participants AS m (${COLUMNS})
SELECT $4, d.group_row_id, ${VALUES}, $3
FROM grab_member_changes d JOIN staged_participants s USING (seq)
WHERE s.seq BETWEEN $1 AND $2
ON CONFLICT (group_row_id, participant_id) DO UPDATE
SET lid = COALESCE(excluded.lid, m.lid), phone_number = excluded.phone_number,
  name = ${kept('excluded', 'name')}, masked_number = ${kept('excluded', 'masked_number')},
  role = excluded.role, joined_at = ${joinedAt('excluded')}, status = 'active', missing_since = NULL, left_at = NULL,
  leave_reason = NULL, written_at = excluded.written_at`;

/**
 * Updates the stored members of the grab's groups. Writes only rows that differ. In a completely listed
 * group, missing members become inactive. Answers the groups with too many of them, where none did, and whether the history
 * grew or a group was listed for the first time.
 */
export async function writeMembers(
  context: GrabContext,
  lastSeq: number,
): Promise<{ held: HeldGroup[]; changed: boolean }> {
  const { client, session_id, now } = context;
  await collectGroups(context);
  const range = { first: 1, last: lastSeq };
  const write = (sql: string) => async (first: number, last: number) => {
    await client.query(sql, [first, last, now, session_id]);
  };
  const refuse = async (seq: number, reason: string): Promise<void> => {
    await client.query(
      `INSERT INTO grab_refused SELECT 'participant', seq, participant_id, $2
       FROM staged_participants WHERE seq = $1`,
      [seq, reason],
    );
  };
  const { rows } = await client.query(
    `SELECT EXISTS (SELECT FROM grab_groups WHERE is_new) AS new,
       EXISTS (SELECT FROM grab_groups WHERE NOT is_new) AS known,
       EXISTS (SELECT FROM grab_groups WHERE members_complete AND NOT is_listed) AS newly_listed`,
  );
  if (rows[0].new) await bisectInTransaction(client, range, write(INSERT_OF_NEW_GROUPS), refuse);
  let held: HeldGroup[] = [];
  let changed = false;
  if (rows[0].known) {
    await compareMembers(context);
    held = await deactivateMembers(context);
    await bisectInTransaction(client, range, write(WRITE_CHANGED), refuse);
    changed = await writeHistory(context);
  }
  if (rows[0].newly_listed) await noteListedGroups(context);
  return { held, changed: changed || rows[0].newly_listed };
}

async function collectGroups({ client, session_id, change }: GrabContext): Promise<void> {
  await client.query(
    `CREATE TEMP TABLE grab_groups ON COMMIT DROP AS
     SELECT s.contact_id, c.id AS row_id, s.members_complete, c.created_change = $2 AS is_new,
       c.members_listed_at IS NOT NULL AS is_listed
     FROM staged_contacts s
     JOIN contacts c ON ${ofSession('c')} AND c.type = 'group' AND c.contact_id = s.contact_id
     WHERE s.type = 'group'`,
    [session_id, change],
  );
  await client.query('ANALYZE grab_groups');
}

async function compareMembers({ client, now }: GrabContext): Promise<void> {
  await client.query(
    `CREATE TEMP TABLE grab_member_changes ON COMMIT DROP AS
     SELECT s.seq, COALESCE(s.row_id, m.group_row_id) AS group_row_id, m.participant_id,
       m.status AS old_status, m.role AS old_role, ${isMissedBefore('m', '$1')} AS missed_before
     FROM (SELECT p.*, g.row_id
           FROM staged_participants p JOIN grab_groups g ON g.contact_id = p.group_contact_id
           WHERE NOT g.is_new) s
     FULL JOIN (SELECT p.*, g.members_complete
                FROM group_participants p JOIN grab_groups g ON g.row_id = p.group_row_id
                WHERE NOT g.is_new AND p.group_row_id = ANY (ARRAY(
                  SELECT row_id FROM grab_groups WHERE NOT is_new))) m
       ON m.group_row_id = s.row_id AND m.participant_id = s.participant_id
     WHERE m.participant_id IS NULL
       OR (s.seq IS NULL AND m.members_complete AND m.status = 'active')
       OR (s.seq IS NOT NULL
           AND (COALESCE(s.lid, m.lid), ${kept('s', 'name')}, ${kept('s', 'masked_number')},
               s.role, ${joinedAt('s')}, 'active', NULL)
             IS DISTINCT FROM (m.lid, m.name, m.masked_number, m.role, m.joined_at, m.status,
               m.missing_since))`,
    [now],
  );
  await client.query('ANALYZE grab_member_changes');
}
