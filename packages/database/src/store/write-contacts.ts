import {
  CHANGEABLE_COLUMNS,
  CHANGED_VALUES,
  changedFields,
  NEW_VALUES,
  SET_CHANGEABLE,
} from './field-changes.ts';
import type { GrabContext } from './grab-context.ts';
import { bisectInTransaction } from './staging/bisect.ts';

const UPDATE_CHANGED = `
UPDATE contacts c SET ${SET_CHANGEABLE}, status = 'active', written_at = $3, changed_change = $4,
  field_changes = c.field_changes || ${changedFields('$4')}
FROM staged_contacts s JOIN grab_match m USING (seq)
WHERE m.changed AND c.id = m.row_id AND s.seq BETWEEN $1 AND $2
  AND c.id = ANY (ARRAY(SELECT row_id FROM grab_match WHERE changed AND seq BETWEEN $1 AND $2))`;

/** The old and new values of the same rows, before they are written. */
const KEEP_VALUES = `
INSERT INTO change_values (session_id, contact_row_id, change_number, field, old_value, new_value, seen_at)
SELECT $5, c.id, $4, v.field, v.old_value, v.new_value, $3
FROM staged_contacts s JOIN grab_match m USING (seq) JOIN contacts c ON c.id = m.row_id
  CROSS JOIN LATERAL ${CHANGED_VALUES}
WHERE m.changed AND c.id = m.row_id AND s.seq BETWEEN $1 AND $2 AND v.is_changed
  AND c.id = ANY (ARRAY(SELECT row_id FROM grab_match WHERE changed AND seq BETWEEN $1 AND $2))`;

/** The kind of a row in grab_seen. */
function seenAs(row: string): string {
  return `CASE WHEN ${row}.on_whatsapp THEN ${row}.type ELSE 'without_whatsapp' END`;
}

const INSERT_NEW = `
WITH saved AS (
  INSERT INTO contacts (session_id, type, contact_id, phone_number,
    ${CHANGEABLE_COLUMNS.join(', ')}, created_at, written_at, created_change, changed_change)
  SELECT $5, s.type, s.contact_id, s.phone_number, ${NEW_VALUES}, $3, $3, $4, $4
  FROM staged_contacts s JOIN grab_match m USING (seq)
  WHERE m.row_id IS NULL AND s.seq BETWEEN $1 AND $2 ORDER BY s.seq
  RETURNING id, type, on_whatsapp
) INSERT INTO grab_seen SELECT s.id, ${seenAs('s')} FROM saved s`;

/**
 * Writes the changed and the new rows. It skips a row that the database refuses and writes the others.
 * Changes come first, because they free LIDs that new rows may need.
 */
export async function writeContacts(context: GrabContext, lastSeq: number): Promise<void> {
  const { client, session_id, now, change } = context;
  const { rows } = await client.query(
    `SELECT bool_or(changed) AS changed, bool_or(row_id IS NULL) AS new,
       bool_or(was_missing) AS is_back,
       (SELECT w.keeps_change_values FROM sessions x JOIN workspaces w ON w.id = x.workspace_id
        WHERE x.id = $1) AS keeps_values
     FROM grab_match`,
    [session_id],
  );
  const refuse = async (seq: number, reason: string): Promise<void> => {
    await client.query(
      `INSERT INTO grab_refused SELECT type, seq, contact_id, $2
       FROM staged_contacts WHERE seq = $1`,
      [seq, reason],
    );
  };
  const range = { first: 1, last: lastSeq };
  if (rows[0].changed) {
    const update = async (first: number, last: number): Promise<void> => {
      if (rows[0].keeps_values) {
        await client.query(KEEP_VALUES, [first, last, now, change, session_id]);
      }
      await client.query(UPDATE_CHANGED, [first, last, now, change]);
    };
    await bisectInTransaction(client, range, update, refuse);
  }
  if (rows[0].new) {
    const insert = async (first: number, last: number): Promise<void> => {
      await client.query(INSERT_NEW, [first, last, now, change, session_id]);
    };
    await bisectInTransaction(client, range, insert, refuse);
  }
  if (rows[0].is_back) {
    await client.query(
      `UPDATE contacts c SET missing_since = NULL
       WHERE c.id = ANY (ARRAY(SELECT row_id FROM grab_match WHERE was_missing))`,
    );
  }
  await client.query(
    `INSERT INTO grab_seen
     SELECT m.row_id, ${seenAs('s')} FROM grab_match m JOIN staged_contacts s USING (seq)
     WHERE m.row_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM grab_refused r WHERE r.seq = m.seq)`,
  );
}
