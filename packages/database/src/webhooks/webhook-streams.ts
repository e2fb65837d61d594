import type { PoolClient } from 'pg';
import type { Database } from '../connection/open-database.ts';
import { inTransaction, withShortLockTimeout } from '../connection/transactions.ts';
import type { webhookEvents, webhookPositions } from '../schema/webhooks.ts';
import type { WebhookRow } from './webhooks.ts';

/** The events of one session that a webhook gets in order. */
export type WebhookStream = Pick<
  typeof webhookPositions.$inferSelect,
  'webhook_id' | 'session_id' | 'topic'
>;

/** A stream with the workspace whose share its requests are of. */
export type DueStream = WebhookStream & { readonly workspace_id: string };

export type WebhookEventRow = typeof webhookEvents.$inferSelect;
export type WebhookPosition = typeof webhookPositions.$inferSelect;

const MAX_NOTES = 200;
const WANTS = `(w.session_ids IS NULL OR s.id = ANY (w.session_ids))`;

/**
 * Hands the streams that have grown to `hand`, and forgets that they have, in one transaction. Replicas take
 * different ones. Answers how many streams there were.
 */
export async function takeGrownStreams(
  db: Database,
  hand: (client: PoolClient, streams: readonly DueStream[]) => Promise<void>,
): Promise<number> {
  return inTransaction(db, 'BEGIN', async (client) => {
    const notes = await client.query<{ session_id: string; topic: string }>(
      `DELETE FROM webhook_notes n USING (
         SELECT session_id, topic FROM webhook_notes LIMIT ${MAX_NOTES} FOR UPDATE SKIP LOCKED) t
       WHERE n.session_id = t.session_id AND n.topic = t.topic RETURNING n.session_id, n.topic`,
    );
    if (notes.rows.length === 0) return 0;
    const { rows } = await client.query<DueStream>(
      `SELECT w.id AS webhook_id, s.id AS session_id, n.topic, w.workspace_id
       FROM unnest($1::uuid[], $2::text[]) AS n (session_id, topic)
       JOIN sessions s ON s.id = n.session_id
       JOIN webhooks w ON w.workspace_id = s.workspace_id
       WHERE w.enabled AND ${WANTS}`,
      [notes.rows.map(({ session_id }) => session_id), notes.rows.map(({ topic }) => topic)],
    );
    if (rows.length > 0) await hand(client, rows);
    return rows.length;
  });
}

/** Notes every stream that has events which did not arrive: what a killed process left behind, or a new choice. */
export async function noteUnsentStreams(
  db: Pick<Database, 'pool'>,
  webhook_id?: string,
): Promise<void> {
  await db.pool.query(
    `INSERT INTO webhook_notes (session_id, topic)
     SELECT DISTINCT s.id, t.topic
     FROM webhooks w JOIN sessions s ON s.workspace_id = w.workspace_id
       CROSS JOIN (VALUES ('address_book'), ('status')) AS t (topic)
       LEFT JOIN webhook_positions p
         ON p.webhook_id = w.id AND p.session_id = s.id AND p.topic = t.topic
     WHERE w.enabled AND ${WANTS} AND ($1::uuid IS NULL OR w.id = $1)
       AND EXISTS (SELECT FROM webhook_events e WHERE e.session_id = s.id AND e.topic = t.topic
                   AND e.id > coalesce(p.event_id, w.first_after))
     ON CONFLICT DO NOTHING`,
    [webhook_id ?? null],
  );
}

/** Notes the streams whose next try is due. */
export async function noteDueStreams(db: Pick<Database, 'pool'>): Promise<void> {
  await db.pool.query(
    `INSERT INTO webhook_notes (session_id, topic)
     SELECT DISTINCT p.session_id, p.topic FROM webhook_positions p JOIN webhooks w ON w.id = p.webhook_id
     WHERE w.enabled AND p.next_try_at <= now() ON CONFLICT DO NOTHING`,
  );
}

/** How far the stream has got. A new one begins with the webhook. */
export async function openPosition(
  db: Pick<Database, 'pool'>,
  { webhook_id, session_id, topic }: WebhookStream,
): Promise<WebhookPosition | null> {
  await db.pool.query(
    `INSERT INTO webhook_positions (webhook_id, session_id, topic, event_id)
     SELECT w.id, s.id, $3, w.first_after FROM webhooks w, sessions s WHERE w.id = $1 AND s.id = $2
     ON CONFLICT DO NOTHING`,
    [webhook_id, session_id, topic],
  );
  const { rows } = await db.pool.query<WebhookPosition>(
    'SELECT * FROM webhook_positions WHERE webhook_id = $1 AND session_id = $2 AND topic = $3',
    [webhook_id, session_id, topic],
  );
  return rows[0] ?? null;
}

/** The next events of a stream, and the last id up to which there are no others for this webhook. */
export async function nextEvents(
  db: Pick<Database, 'pool'>,
  { session_id, topic, event_id }: WebhookPosition,
  { event_types, max_batch }: Pick<WebhookRow, 'event_types' | 'max_batch'>,
): Promise<{ events: WebhookEventRow[]; upTo: number }> {
  const stream = 'session_id = $1 AND topic = $2 AND id > $3';
  const { rows: ends } = await db.pool.query<{ last: number | null }>(
    `SELECT max(id) AS last FROM webhook_events WHERE ${stream}`,
    [session_id, topic, event_id],
  );
  const last = ends[0]?.last ?? event_id;
  const { rows: events } = await db.pool.query<WebhookEventRow>(
    `SELECT * FROM webhook_events WHERE ${stream} AND id <= $4
       AND ($5::text[] IS NULL OR type = ANY ($5)) ORDER BY id LIMIT $6`,
    [session_id, topic, event_id, last, event_types, max_batch],
  );
  return { events, upTo: events.length === 0 ? last : (events.at(-1)?.id ?? last) };
}

/** The stored events between two of a stream, as one delivery had them. */
export async function eventsBetween(
  db: Pick<Database, 'pool'>,
  range: { session_id: string; topic: string; first: number; last: number },
  event_types: readonly string[] | null,
): Promise<WebhookEventRow[]> {
  const { rows } = await db.pool.query<WebhookEventRow>(
    `SELECT * FROM webhook_events WHERE session_id = $1 AND topic = $2 AND id BETWEEN $3 AND $4
       AND ($5::text[] IS NULL OR type = ANY ($5)) ORDER BY id`,
    [range.session_id, range.topic, range.first, range.last, event_types],
  );
  return rows;
}

/** Moves on from a position. Does nothing if a person has moved it meanwhile. */
export async function advance(
  db: Pick<Database, 'pool'>,
  { webhook_id, session_id, topic, event_id }: WebhookPosition,
  upTo: number,
): Promise<void> {
  await db.pool.query(
    `UPDATE webhook_positions SET event_id = $5, failures = 0, failing_since = NULL, next_try_at = NULL
     WHERE webhook_id = $1 AND session_id = $2 AND topic = $3 AND event_id = $4`,
    [webhook_id, session_id, topic, event_id, upTo],
  );
}

/** Remembers a failed try, and when the next one is. */
export async function noteFailure(
  db: Pick<Database, 'pool'>,
  { webhook_id, session_id, topic, event_id }: WebhookPosition,
  { now, nextTryAt }: { now: Date; nextTryAt: Date },
): Promise<void> {
  await db.pool.query(
    `UPDATE webhook_positions SET failures = failures + 1,
       failing_since = coalesce(failing_since, $5), next_try_at = $6
     WHERE webhook_id = $1 AND session_id = $2 AND topic = $3 AND event_id = $4`,
    [webhook_id, session_id, topic, event_id, now, nextTryAt],
  );
}

/** Tries what failed at once: the receiver was changed or enabled by a person. */
export async function forgetFailures(
  db: Pick<Database, 'pool'>,
  webhook_id: string,
): Promise<void> {
  await db.pool.query(
    `UPDATE webhook_positions SET failures = 0, failing_since = NULL, next_try_at = NULL
     WHERE webhook_id = $1 AND failures > 0`,
    [webhook_id],
  );
}

/**
 * The id before the first event of a webhook's sessions that was queued at that time or later, or the last id. Of two
 * overlapping transactions the ids and the times may differ in order: then an earlier event comes along.
 */
export async function lastEventBefore(
  db: Pick<Database, 'pool'>,
  { workspace_id, session_ids }: Pick<WebhookRow, 'workspace_id' | 'session_ids'>,
  time: Date,
): Promise<number> {
  const { rows } = await db.pool.query<{ id: number }>(
    `SELECT coalesce(min(e.id) FILTER (WHERE e.created_at >= $3) - 1, max(e.id), 0) AS id
     FROM webhook_events e JOIN sessions s ON s.id = e.session_id
     WHERE s.workspace_id = $1 AND ($2::uuid[] IS NULL OR s.id = ANY ($2))`,
    [workspace_id, session_ids, time],
  );
  return rows[0]?.id ?? 0;
}

/** Goes back to an event in every stream of a webhook. What is newer and still stored is sent again. */
export async function rewind(
  db: Database,
  { webhook_id, after }: { webhook_id: string; after: number },
): Promise<void> {
  await withShortLockTimeout(db, async (_, client) => {
    await client.query('UPDATE webhooks SET first_after = least(first_after, $2) WHERE id = $1', [
      webhook_id,
      after,
    ]);
    await client.query(
      `UPDATE webhook_positions SET event_id = least(event_id, $2), failures = 0,
         failing_since = NULL, next_try_at = NULL WHERE webhook_id = $1`,
      [webhook_id, after],
    );
  });
}
