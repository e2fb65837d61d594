import type { PoolClient } from 'pg';
import type { Database } from '../connection/open-database.ts';
import { BEGIN_LONG, inTransaction } from '../connection/transactions.ts';
import { forgetGrabItems } from '../grabs/forget-grab-items.ts';
import { type EachSessionOptions, eachSession, type NotDone } from '../sessions/each-session.ts';
import { queueGone } from '../webhooks/queue-events.ts';
import { announceContacts } from './announce-contacts.ts';
import { nextChangeNumber } from './change-number.ts';
import { forgetInactiveNames, MISSED_AGAIN } from './forget-member-names.ts';
import { HAS_NO_OWN_DATA } from './own-columns.ts';

/** The result of a retention run. */
export interface Purged extends NotDone {
  contacts: number;
  memberships: number;
}

/** The time of the database: replicas may differ in theirs, and what is deleted must not depend on that. */
export async function databaseTime({ pool }: Pick<Database, 'pool'>): Promise<Date> {
  const { rows } = await pool.query<{ now: Date }>('SELECT now() AS now');
  if (rows[0] === undefined) throw new Error('the database has no time');
  return rows[0].now;
}

/**
 * Deletes the contacts, groups and memberships that became inactive before `older_than` and that a later complete
 * listing missed again: an account that is not grabbed any more keeps them, and what people wrote something to stays. And the
 * failed items of older grabs. Each contact or group leaves a tombstone. Each session has its own transaction,
 * which waits up to `lock_timeout_ms` for a running grab. With `session_id`, only that session. Starts no
 * new session once `signal` aborts. Throws the errors of `pg` when the database is away.
 */
export async function purgeInactive(
  db: Database,
  options: EachSessionOptions & { older_than: Date; session_id?: string },
): Promise<Purged> {
  const { rows } = await db.pool.query<{ session_id: string }>(
    `SELECT x.id AS session_id FROM sessions x
     WHERE ($1::uuid IS NULL OR x.id = $1) ORDER BY x.id`,
    [options.session_id ?? null],
  );
  const total = { contacts: 0, memberships: 0 };
  const sessions = rows.map(({ session_id }) => session_id);
  const notDone = await eachSession(db, sessions, options, async (client, session_id) => {
    const purged = await purgeSession(client, session_id, options.older_than);
    total.contacts += purged.contacts;
    total.memberships += purged.memberships;
    return false;
  });
  return { ...total, ...notDone };
}

async function purgeSession(
  client: PoolClient,
  session_id: string,
  older_than: Date,
): Promise<Pick<Purged, 'contacts' | 'memberships'>> {
  await forgetGrabItems(client, session_id, older_than);
  const members = await client.query(
    `DELETE FROM group_participants p USING contacts g, sessions x
     WHERE g.session_id = $1 AND g.type = 'group' AND p.group_row_id = g.id AND x.id = $1
       AND p.status = 'inactive' AND p.written_at < $2
       AND (p.left_at IS NOT NULL OR p.written_at < x.groups_listed_before_at)`,
    [session_id, older_than],
  );
  const history = await client.query(
    'DELETE FROM membership_changes WHERE session_id = $1 AND seen_at < $2',
    [session_id, older_than],
  );
  const memberships = members.rowCount ?? 0;
  if (memberships + (history.rowCount ?? 0) > 0) await announceContacts(client, session_id);
  const old = `FROM contacts c USING sessions x WHERE c.session_id = $1 AND x.id = $1
    AND c.status = 'inactive' AND c.written_at < $2 AND ${MISSED_AGAIN} AND ${HAS_NO_OWN_DATA}`;
  const some = `SELECT ${old.replace(' USING sessions', ', sessions')} LIMIT 1`;
  const found = await client.query(some, [session_id, older_than]);
  if (found.rowCount === 0) return { contacts: 0, memberships };
  await forgetInactiveNames(client, session_id, older_than);
  const change = await nextChangeNumber(client, session_id);
  const { rows } = await client.query<{ id: number; type: string }>(
    `WITH gone AS (DELETE ${old} RETURNING c.id, c.type), buried AS (
       INSERT INTO contact_tombstones (session_id, change_number, contact_row_id, reason)
       SELECT $1, $3, id, 'purged' FROM gone
     ) SELECT id, type FROM gone`,
    [session_id, older_than, change],
  );
  await queueGone(client, session_id, { reason: 'purged', rows });
  await announceContacts(client, session_id);
  return { contacts: rows.length, memberships };
}

/**
 * Deletes the tombstones older than `older_than`. Answers their number. From then on, cursors that have
 * not read them are refused.
 */
export async function forgetTombstones(
  db: Database,
  options: { older_than: Date },
): Promise<number> {
  // One statement, so that a reader sees either the tombstones or that they were deleted.
  const { rows } = await inTransaction(db, BEGIN_LONG, (client) =>
    client.query<{ forgotten: number }>(
      `WITH gone AS (
         DELETE FROM contact_tombstones WHERE created_at < $1 RETURNING session_id, change_number
       ), latest AS (
         SELECT session_id, max(change_number) AS number FROM gone GROUP BY session_id
       ), noted AS (
         UPDATE change_counters n SET forgotten_number = GREATEST(n.forgotten_number, l.number)
         FROM latest l WHERE n.session_id = l.session_id
       )
       SELECT count(*) AS forgotten FROM gone`,
      [options.older_than],
    ),
  );
  return rows[0]?.forgotten ?? 0;
}
