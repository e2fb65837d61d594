import type { PoolClient } from 'pg';
import { GrabLockTimeout } from './grab-lock-timeout.ts';
import type { Database } from './open-database.ts';
import { SessionNotFound } from './session-not-found.ts';
import { forgetGrabItems } from './store/forget-grab-items.ts';
import { forgetInactiveNames } from './store/forget-member-names.ts';
import { nextChangeNumber } from './store/next-change-number.ts';
import { withLockedSession } from './with-locked-session.ts';

/** What a run of the retention did. */
export interface Purged {
  contacts: number;
  memberships: number;
  /** sessions that were grabbed all the time: the next run finds them */
  skipped_sessions: number;
}

/**
 * Deletes what has been inactive since before `older_than`: contacts and groups (a tombstone each
 * stays) and memberships, and what older grabs could not read; session by session, each in a
 * transaction of its own that waits up to `lock_timeout_ms` for a running grab. Of one session where
 * `session_id` is given; no further session is begun once `signal` aborts.
 */
export async function purgeInactive(
  db: Database,
  options: {
    older_than: Date;
    lock_timeout_ms: number;
    session_id?: string;
    signal?: AbortSignal;
  },
): Promise<Purged> {
  const { rows } = await db.pool.query<{ session_id: string }>(
    `SELECT x.id AS session_id FROM sessions x
     WHERE ($1::uuid IS NULL OR x.id = $1) ORDER BY x.id`,
    [options.session_id ?? null],
  );
  const total: Purged = { contacts: 0, memberships: 0, skipped_sessions: 0 };
  for (const { session_id } of rows) {
    if (options.signal?.aborted) break;
    try {
      const purged = await withLockedSession(db, { ...options, session_id }, (client) =>
        purgeSession(client, session_id, options.older_than),
      );
      total.contacts += purged.contacts;
      total.memberships += purged.memberships;
    } catch (error) {
      if (error instanceof GrabLockTimeout) total.skipped_sessions += 1;
      else if (!(error instanceof SessionNotFound)) throw error; // deleted meanwhile, with all of it
    }
  }
  return total;
}

async function purgeSession(
  client: PoolClient,
  session_id: string,
  older_than: Date,
): Promise<Omit<Purged, 'skipped_sessions'>> {
  await forgetGrabItems(client, session_id, older_than);
  const members = await client.query(
    `DELETE FROM group_participants p USING contacts g
     WHERE g.session_id = $1 AND g.type = 'group' AND p.group_row_id = g.id
       AND p.status = 'inactive' AND p.written_at < $2`,
    [session_id, older_than],
  );
  const memberships = members.rowCount ?? 0;
  const old = `FROM contacts WHERE session_id = $1 AND status = 'inactive' AND written_at < $2`;
  const found = await client.query(`SELECT ${old} LIMIT 1`, [session_id, older_than]);
  if (found.rowCount === 0) return { contacts: 0, memberships };
  await forgetInactiveNames(client, session_id, older_than);
  const change = await nextChangeNumber(client, session_id);
  const contacts = await client.query(
    `WITH gone AS (DELETE ${old} RETURNING id)
     INSERT INTO contact_tombstones (session_id, change_number, contact_row_id, reason)
     SELECT $1, $3, id, 'purged' FROM gone`,
    [session_id, older_than, change],
  );
  return { contacts: contacts.rowCount ?? 0, memberships };
}
