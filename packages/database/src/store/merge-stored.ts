import { isFieldOf, STORED_FIELDS } from '../contacts/contact-fields.ts';
import { OWN_COLUMNS } from '../contacts/own-columns.ts';
import { queueMerges } from '../webhooks/queue-events.ts';
import type { GrabContext } from './grab-context.ts';
import { ofSession, unresolvedOfSession, withNestedLoops } from './plan-settings.ts';
import { repointHistory } from './write-history.ts';

/** Fields that the LID's row may have and the phone's row may lack. The LID itself has other rules. */
const FILLABLE = STORED_FIELDS.filter(
  (field) => isFieldOf(field, 'individual') && field.merge === 'fill' && field.name !== 'lid',
).map(({ name }) => name);

const FILL = FILLABLE.map((column) => `${column} = COALESCE(p.${column}, l.${column})`).join(', ');

/** Flags that the phone's row has if one of the two rows has them. */
const SHARED_FLAGS = STORED_FIELDS.filter(({ merge }) => merge === 'any').map(({ name }) => name);

const SHARE = SHARED_FLAGS.map((column) => `${column} = p.${column} OR l.${column}`).join(', ');

const FILLED = FILLABLE.map(
  (column) =>
    `'${column}', CASE WHEN p.${column} IS NULL AND l.${column} IS NOT NULL THEN $2::bigint END`,
)
  .concat(
    SHARED_FLAGS.map(
      (column) => `'${column}', CASE WHEN l.${column} AND NOT p.${column} THEN $2::bigint END`,
    ),
  )
  .concat(
    OWN_COLUMNS.map(
      (column) => `'${column}', CASE WHEN l.${column} IS NOT NULL THEN $2::bigint END`,
    ),
  )
  .concat("'status', CASE WHEN p.status <> 'active' AND l.status = 'active' THEN $2::bigint END")
  .join(', ');

/** What people wrote to either row: all tags, both notes, of a field the value of the phone's row. */
const OWN_DATA = {
  tags: `CASE WHEN p.tags IS NULL OR l.tags IS NULL THEN COALESCE(p.tags, l.tags)
    ELSE p.tags || (SELECT COALESCE(jsonb_agg(t), '[]') FROM jsonb_array_elements_text(l.tags) t
                    WHERE NOT p.tags ? t) END`,
  note: `CASE WHEN p.note = l.note THEN p.note ELSE NULLIF(concat_ws(chr(10), p.note, l.note), '') END`,
  custom_fields: `CASE WHEN l.custom_fields IS NULL THEN p.custom_fields
    ELSE l.custom_fields || COALESCE(p.custom_fields, '{}') END`,
} as const satisfies Record<(typeof OWN_COLUMNS)[number], string>;

const MERGE_OWN_DATA = Object.entries(OWN_DATA)
  .map(([column, value]) => `${column} = ${value}`)
  .join(', ');

const LID_ROWS = 'ARRAY(SELECT lid_row_id FROM grab_merges)';
const PHONE_ROWS = 'ARRAY(SELECT phone_row_id FROM grab_merges)';

/**
 * Brings the stored rows of LIDs whose phone is now known to that phone: into the phone's row where
 * there is one (its id survives), else the LID's row becomes the phone's. One row of each phone after the
 * other, where several have older LIDs of it.
 */
export async function mergeStored(context: GrabContext): Promise<void> {
  const { client, session_id } = context;
  for (;;) {
    const { rowCount } = await client.query(
      `CREATE TEMP TABLE grab_merges ON COMMIT DROP AS
       SELECT DISTINCT ON (g.contact_id) l.id AS lid_row_id, p.id AS phone_row_id, g.*,
         count(*) OVER (PARTITION BY g.contact_id) > 1 AS has_more
       FROM grab_pairs g
       JOIN contacts l ON ${ofSession('l')} AND l.lid = g.lid AND l.phone_number IS NULL
       LEFT JOIN contacts p ON ${ofSession('p')} AND p.contact_id = g.contact_id
       ORDER BY g.contact_id, g.is_older, l.id`,
      [session_id],
    );
    if (rowCount === 0) return;
    await mergeFound(context);
    const { rows } = await client.query('SELECT bool_or(has_more) AS more FROM grab_merges');
    if (!rows[0].more) return;
    await client.query('DROP TABLE grab_merges');
  }
}

async function mergeFound(context: GrabContext): Promise<void> {
  await fillEntries(context);
  await mergeIntoPhoneRows(context);
  await turnIntoPhoneRows(context);
  await context.client.query(
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
  await rememberLids(context);
  await client.query(
    `UPDATE contacts p SET ${FILL}, ${SHARE}, ${MERGE_OWN_DATA},
       created_at = LEAST(p.created_at, l.created_at),
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
     WHERE p.id = m.phone_row_id AND p.id = ANY (${PHONE_ROWS}) AND p.lid IS DISTINCT FROM m.lid
       AND NOT m.is_older`,
    [change],
  );
  await client.query(
    `INSERT INTO contact_tombstones (session_id, change_number, contact_row_id, reason, merged_into)
     SELECT $1, $2, lid_row_id, 'merged', phone_row_id FROM grab_merges WHERE phone_row_id IS NOT NULL`,
    [session_id, change],
  );
  await queueMerges(client, context.wanted, session_id);
}

/** For the aliases of the phones' rows. A LID's row has no aliases: only a phone can have several LIDs. */
async function rememberLids({ client }: GrabContext): Promise<void> {
  await client.query(
    `INSERT INTO grab_former_lids
     SELECT p.lid, p.id FROM grab_merges m JOIN contacts p ON p.id = m.phone_row_id
     WHERE p.id = ANY (${PHONE_ROWS}) AND p.lid <> m.lid AND NOT m.is_older`,
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
export async function repointMembers(context: GrabContext): Promise<void> {
  const { client, session_id, now } = context;
  await repointHistory(context);
  await shareNames(context);
  await keepOneOfOlder(context);
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

/** Of a person's memberships of a group, those without a name get that of another: only one of them stays. */
async function shareNames({ client, session_id }: GrabContext): Promise<void> {
  await client.query(
    `WITH by_lid AS (
       SELECT l.group_row_id, l.participant_id, g.contact_id, l.name, 1 AS place FROM ${BY_LID}
     ), known AS (
       SELECT * FROM by_lid
       UNION ALL
       SELECT p.group_row_id, p.participant_id, p.participant_id, p.name, 0
         FROM group_participants p
         WHERE p.group_row_id = ANY (ARRAY(SELECT group_row_id FROM by_lid))
           AND (p.group_row_id, p.participant_id) IN (SELECT group_row_id, contact_id FROM by_lid)
     ), best AS (
       SELECT DISTINCT ON (group_row_id, contact_id) group_row_id, contact_id, name FROM known
       WHERE name IS NOT NULL ORDER BY group_row_id, contact_id, place
     )
     UPDATE group_participants m SET name = b.name
     FROM known k JOIN best b USING (group_row_id, contact_id)
     WHERE k.name IS NULL AND m.group_row_id = k.group_row_id
       AND m.participant_id = k.participant_id
       AND m.group_row_id = ANY (ARRAY(SELECT group_row_id FROM by_lid))`,
    [session_id],
  );
}

/** Of a person's memberships of a group under several LIDs, the best one stays. */
async function keepOneOfOlder({ client, session_id }: GrabContext): Promise<void> {
  const { rows } = await client.query(
    'SELECT EXISTS (SELECT FROM grab_pairs WHERE is_older) AS any',
  );
  if (!rows[0].any) return;
  await client.query(
    `DELETE FROM group_participants d
     USING (SELECT l.group_row_id, l.participant_id, row_number() OVER (
              PARTITION BY l.group_row_id, g.contact_id
              ORDER BY l.status = 'inactive', l.missing_since IS NOT NULL, g.is_older, l.lid) AS place
            FROM ${BY_LID}) ranked
     WHERE ranked.place > 1 AND d.group_row_id = ranked.group_row_id
       AND d.participant_id = ranked.participant_id AND d.group_row_id = ANY (${THEIR_GROUPS})`,
    [session_id],
  );
}
