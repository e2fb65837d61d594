import type { ClientBase } from 'pg';
import type { GrabRow } from '../grabs/grab-row.ts';

type Query = Pick<ClientBase, 'query'>;

/** Which types of events the webhooks of a session's workspace want. */
export type WantedEvents = { has(type: string): boolean; readonly any: boolean };

const NONE: WantedEvents = { has: () => false, any: false };

/** Without a webhook this is the only statement that events cost. */
export async function wantedEvents(client: Query, session_id: string): Promise<WantedEvents> {
  const { rows } = await client.query<{ event_types: string[] | null }>(
    `SELECT w.event_types FROM sessions s JOIN webhooks w ON w.workspace_id = s.workspace_id
     WHERE s.id = $1 AND (w.enabled OR w.dead_at > now() - interval '7 days')
       AND (w.session_ids IS NULL OR $1 = ANY (w.session_ids))`,
    [session_id],
  );
  if (rows.length === 0) return NONE;
  if (rows.some(({ event_types }) => event_types === null)) return { has: () => true, any: true };
  const types = new Set(rows.flatMap(({ event_types }) => event_types ?? []));
  return { has: (type) => types.has(type), any: true };
}

/** The wanted types among some, as a parameter of a statement. */
const among = (wanted: WantedEvents, types: readonly string[]) =>
  types.filter((type) => wanted.has(type));

const NOUNS = ['contact', 'group'];
const ADDRESS_BOOK = "$1, 'address_book'";
const COLUMNS = 'INSERT INTO webhook_events (session_id, topic, type, data)';

/** Names the fields of the row c that have the change number `$2`. */
const FIELDS = `(SELECT coalesce(jsonb_agg(f.key ORDER BY f.key), '[]') FROM jsonb_each(c.field_changes) f
  WHERE f.value = to_jsonb($2::bigint) AND f.key <> 'status')`;

const IS_STATUS_NEW = `c.field_changes -> 'status' = to_jsonb($2::bigint)`;

const QUEUE_CHANGES = `
WITH changed AS (
  SELECT c.id, CASE WHEN c.created_change = $2 THEN 'created'
      WHEN ${IS_STATUS_NEW} AND c.status = 'inactive' THEN 'removed'
      WHEN ${IS_STATUS_NEW} THEN 'restored' ELSE 'changed' END AS verb,
    CASE c.type WHEN 'group' THEN 'group.' ELSE 'contact.' END AS noun,
    CASE WHEN c.created_change = $2 THEN NULL ELSE ${FIELDS} END AS fields
  FROM contacts c WHERE c.session_id = $1 AND c.changed_change = $2
)
${COLUMNS}
SELECT ${ADDRESS_BOOK}, noun || verb, CASE verb
    WHEN 'created' THEN jsonb_build_object('id', id)
    WHEN 'removed' THEN jsonb_build_object('id', id, 'reason', 'account')
    ELSE jsonb_build_object('id', id, 'fields', fields) END
FROM changed WHERE noun || verb = ANY ($3) ORDER BY id`;

/** Queues an event for each row that this change has written, and answers how many. The caller holds the session's lock. */
export async function queueChanges(
  client: Query,
  wanted: WantedEvents,
  { session_id, change }: { session_id: string; change: number },
): Promise<number> {
  const verbs = ['created', 'changed', 'removed', 'restored'];
  const types = NOUNS.flatMap((noun) => verbs.map((verb) => `${noun}.${verb}`));
  const told = among(wanted, types);
  if (told.length === 0) return 0;
  const { rowCount } = await client.query(QUEUE_CHANGES, [session_id, change, told]);
  if (rowCount) await noteEvents(client, session_id);
  return rowCount ?? 0;
}

/** Queues events of rows that are gone: deleted by a person, or purged. The caller holds the session's lock. */
export async function queueGone(
  client: Query,
  session_id: string,
  gone: { reason: 'deleted' | 'purged'; rows: readonly { id: number; type: string }[] },
): Promise<void> {
  if (gone.rows.length === 0) return;
  const wanted = await wantedEvents(client, session_id);
  const told = among(wanted, ['contact.removed', 'group.removed']);
  if (told.length === 0) return;
  await client.query(
    `WITH gone AS (
       SELECT id, CASE type WHEN 'group' THEN 'group.removed' ELSE 'contact.removed' END AS event
       FROM unnest($2::bigint[], $3::text[]) AS g (id, type)
     )
     ${COLUMNS}
     SELECT ${ADDRESS_BOOK}, event, jsonb_build_object('id', id, 'reason', $5::text)
     FROM gone WHERE event = ANY ($4) ORDER BY id`,
    [
      session_id,
      gone.rows.map(({ id }) => id),
      gone.rows.map(({ type }) => type),
      told,
      gone.reason,
    ],
  );
  await noteEvents(client, session_id);
}

/** Queues that rows of LIDs went into those of their phones, from `grab_merges`. */
export async function queueMerges(
  client: Query,
  wanted: WantedEvents,
  session_id: string,
): Promise<void> {
  if (!wanted.has('contact.merged')) return;
  await client.query(
    `${COLUMNS}
     SELECT ${ADDRESS_BOOK}, 'contact.merged',
       jsonb_build_object('id', lid_row_id, 'merged_into', phone_row_id)
     FROM grab_merges WHERE phone_row_id IS NOT NULL ORDER BY lid_row_id`,
    [session_id],
  );
  await noteEvents(client, session_id);
}

/** Queues a grab that stored something. One that found no change is not worth a request. */
export async function queueGrab(
  client: Query,
  wanted: WantedEvents,
  { id, session_id, kind, state, ...grab }: GrabRow,
): Promise<void> {
  if (!wanted.has('grab.finished')) return;
  const data = {
    grab_id: id,
    kind,
    state,
    total_groups: grab.total_groups,
    total_contacts: grab.total_contacts,
    total_participants: grab.total_participants,
    saved_count: grab.saved_count,
    changed_count: grab.updated_count - grab.unchanged_count,
    removed_count: grab.removed_count,
    excluded_count: grab.excluded_count,
    failed_count: grab.failed_count,
    reasons: grab.incomplete_reasons.map(({ code }) => code),
    error_code: null,
  };
  await client.query(`${COLUMNS} VALUES (${ADDRESS_BOOK}, 'grab.finished', $2)`, [
    session_id,
    JSON.stringify(data),
  ]);
  await noteEvents(client, session_id);
}

/** Tells the sender of webhooks that there is something, when this transaction commits. */
export async function noteEvents(client: Query, session_id: string): Promise<void> {
  await client.query(
    `INSERT INTO webhook_notes (session_id, topic) VALUES (${ADDRESS_BOOK}) ON CONFLICT DO NOTHING`,
    [session_id],
  );
}
