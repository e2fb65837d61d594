import { IS_CHANGED } from './field-changes.ts';
import type { GrabContext } from './grab-context.ts';
import { ofSession } from './plan-settings.ts';

/** Finds the stored row of each staged one, and whether it has to be written. */
export async function matchContacts(context: GrabContext): Promise<void> {
  const { client, session_id } = context;
  await client.query(
    `CREATE TEMP TABLE grab_match ON COMMIT DROP AS
     SELECT s.seq, c.id AS row_id,
       s.lid IS NOT NULL AND s.lid IS DISTINCT FROM c.lid AS lid_is_new,
       CASE WHEN s.lid IS DISTINCT FROM c.lid THEN c.lid END AS former_lid,
       c.id IS NOT NULL AND (${IS_CHANGED}) AS changed,
       c.status = 'active' AS was_active, c.missing_since IS NOT NULL AS was_missing
     FROM staged_contacts s
     LEFT JOIN contacts c ON ${ofSession('c')} AND c.contact_id = s.contact_id`,
    [session_id],
  );
  await client.query('ANALYZE grab_match');
  await takeLidsAway(context);
}

/** A LID seen at a new phone moves there: the row that had it keeps its phone and loses the LID. */
async function takeLidsAway({ client, session_id, now, change }: GrabContext): Promise<void> {
  const { rows } = await client.query(
    'SELECT EXISTS (SELECT FROM grab_match WHERE lid_is_new) AS lids',
  );
  if (!rows[0].lids) return;
  await client.query(
    `INSERT INTO grab_former_lids SELECT former_lid, row_id FROM grab_match
     WHERE lid_is_new AND former_lid IS NOT NULL`,
  );
  await client.query(
    `WITH losers AS (
       UPDATE contacts c SET lid = NULL, written_at = $2, changed_change = $3,
         field_changes = c.field_changes || jsonb_build_object('lid', $3::bigint)
       FROM staged_contacts s JOIN grab_match m USING (seq)
       WHERE m.lid_is_new AND ${ofSession('c')} AND c.lid = s.lid
         AND c.id IS DISTINCT FROM m.row_id
       RETURNING c.id
     ) INSERT INTO grab_touched SELECT id FROM losers`,
    [session_id, now, change],
  );
}
