import { isFieldOf, STORED_FIELDS } from '../contacts/contact-fields.ts';
import type { GrabContext } from './grab-context.ts';
import { ofSession, unresolvedOfSession, withNestedLoops } from './plan-settings.ts';

/** Fields that the LID's row may have and the phone's row may lack. The LID itself has other rules. */
const FILLABLE = STORED_FIELDS.filter(
  (field) => isFieldOf(field, 'individual') && field.merge === 'fill' && field.name !== 'lid',
).map(({ name }) => name);

const FILL = FILLABLE.map((column) => `${column} = COALESCE(p.${column}, l.${column})`).join(', ');

const FILLED = FILLABLE.map(
  (column) =>
    `'${column}', CASE WHEN p.${column} IS NULL AND l.${column} IS NOT NULL THEN $2::bigint END`,
)
  .concat("'status', CASE WHEN p.status <> 'active' AND l.status = 'active' THEN $2::bigint END")
  .join(', ');

const LID_ROWS = 'ARRAY(SELECT lid_row_id FROM grab_merges)';
const PHONE_ROWS = 'ARRAY(SELECT phone_row_id FROM grab_merges)';

/**
 * Brings the stored rows of LIDs whose phone is now known to that phone: into the phone's row where
 * there is one (its id survives), else the LID's row becomes the phone's.
 */
export async function mergeStored(context: GrabContext): Promise<void> {
  const { client, session_id } = context;
  const { rowCount } = await client.query(
    `CREATE TEMP TABLE grab_merges ON COMMIT DROP AS
     SELECT l.id AS lid_row_id, p.id AS phone_row_id, g.lid, g.contact_id, g.phone_number
     FROM grab_pairs g
     JOIN contacts l ON ${ofSession('l')} AND l.lid = g.lid AND l.phone_number IS NULL
     LEFT JOIN contacts p ON ${ofSession('p')} AND p.contact_id = g.contact_id`,
    [session_id],
  );
  if (rowCount === 0) return;
  await fillEntries(context);
  await mergeIntoPhoneRows(context);
  await turnIntoPhoneRows(context);
  await client.query(
    'INSERT INTO grab_touched SELECT COALESCE(phone_row_id, lid_row_id) FROM grab_merges',
  );
}

/** Non-null fields of the phone's entry win; the others are taken from the LID's row. */
async function fillEntries({ client }: GrabContext): Promise<void> {
  await client.query(
    `UPDATE staged_contacts p SET lid = COALESCE(p.lid, m.lid), ${FILL}
     FROM grab_merges m JOIN contacts l ON l.id = m.lid_row_id
     WHERE p.contact_id = m.contact_id AND l.id = ANY (${LID_ROWS})`,
  );
}

async function mergeIntoPhoneRows(context: GrabContext): Promise<void> {
  const { client, session_id, now, change } = context;
  await moveAliases(context);
  await client.query(
    `UPDATE contacts p SET ${FILL}, created_at = LEAST(p.created_at, l.created_at),
       status = CASE l.status WHEN 'active' THEN 'active' ELSE p.status END,
       missing_since = NULL, written_at = $1, changed_change = $2,
       field_changes = p.field_changes || jsonb_strip_nulls(jsonb_build_object(${FILLED}))
     FROM grab_merges m JOIN contacts l ON l.id = m.lid_row_id
     WHERE p.id = m.phone_row_id AND p.id = ANY (${PHONE_ROWS}) AND l.id = ANY (${LID_ROWS})`,
    [now, change],
  );
  const deleted = await withNestedLoops(client, () =>
    client.query(
      `DELETE FROM contacts WHERE id = ANY (ARRAY(
         SELECT lid_row_id FROM grab_merges WHERE phone_row_id IS NOT NULL))`,
    ),
  );
  if (deleted.rowCount === 0) return;
  // Only now is the LID free again.
  await client.query(
    `UPDATE contacts p SET lid = m.lid,
       field_changes = p.field_changes || jsonb_build_object('lid', $1::bigint)
     FROM grab_merges m
     WHERE p.id = m.phone_row_id AND p.id = ANY (${PHONE_ROWS}) AND p.lid IS DISTINCT FROM m.lid`,
    [change],
  );
  await client.query(
    `INSERT INTO contact_tombstones (session_id, change_number, contact_row_id, reason)
     SELECT $1, $2, lid_row_id, 'merged' FROM grab_merges WHERE phone_row_id IS NOT NULL`,
    [session_id, change],
  );
}

/** The phone's row gets the aliases of the LID's row. The LID that it had itself becomes one, too. */
async function moveAliases({ client }: GrabContext): Promise<void> {
  await client.query(
    `UPDATE contact_aliases a SET contact_row_id = m.phone_row_id FROM grab_merges m
     WHERE m.phone_row_id IS NOT NULL AND a.contact_row_id = m.lid_row_id
       AND a.contact_row_id = ANY (${LID_ROWS})`,
  );
  await client.query(
    `INSERT INTO grab_former_lids
     SELECT p.lid, p.id FROM grab_merges m JOIN contacts p ON p.id = m.phone_row_id
     WHERE p.id = ANY (${PHONE_ROWS}) AND p.lid <> m.lid`,
  );
}

async function turnIntoPhoneRows({ client, now, change }: GrabContext): Promise<void> {
  await client.query(
    `UPDATE contacts l SET contact_id = m.contact_id, phone_number = m.phone_number,
       written_at = $1, changed_change = $2,
       field_changes = l.field_changes
         || jsonb_build_object('contact_id', $2::bigint, 'phone_number', $2::bigint)
     FROM grab_merges m
     WHERE l.id = m.lid_row_id AND l.id = ANY (${LID_ROWS}) AND m.phone_row_id IS NULL`,
    [now, change],
  );
}

/** The stored memberships under a LID whose phone is now known. */
const BY_LID = `group_participants l JOIN grab_pairs g ON l.lid = g.lid
  WHERE ${unresolvedOfSession('l')}`;

const THEIR_GROUPS = `ARRAY(SELECT l.group_row_id FROM ${BY_LID})`;

/**
 * Moves stored memberships from LIDs to the phones that are now known; no group lists one person twice.
 * The membership that the last listing held wins, else that of the phone.
 */
export async function repointMembers({ client, session_id, now }: GrabContext): Promise<void> {
  await client.query(
    `DELETE FROM group_participants d
     USING (SELECT l.group_row_id, g.contact_id, l.missing_since
            FROM ${BY_LID} AND l.status = 'active') known
     WHERE d.group_row_id = known.group_row_id AND d.participant_id = known.contact_id
       AND d.group_row_id = ANY (${THEIR_GROUPS})
       AND (d.status = 'inactive' OR (d.missing_since IS NOT NULL AND known.missing_since IS NULL))`,
    [session_id],
  );
  await client.query(
    `DELETE FROM group_participants l USING grab_pairs g
     WHERE ${unresolvedOfSession('l')} AND l.lid = g.lid
       AND EXISTS (SELECT FROM group_participants p
                   WHERE p.group_row_id = l.group_row_id AND p.participant_id = g.contact_id
                     AND p.group_row_id = ANY (${THEIR_GROUPS}))`,
    [session_id],
  );
  await client.query(
    `UPDATE group_participants l
     SET participant_id = g.contact_id, phone_number = g.phone_number, written_at = $2
     FROM grab_pairs g
     WHERE ${unresolvedOfSession('l')} AND l.lid = g.lid`,
    [session_id, now],
  );
}
