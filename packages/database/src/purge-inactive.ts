import type { Database } from './open-database.ts';
import { SessionNotFound } from './session-not-found.ts';
import { nextChangeNumber } from './store/next-change-number.ts';
import { withLockedSession } from './with-locked-session.ts';

/** What a run of the retention did. */
export interface Purged {
  contacts: number;
  memberships: number;
}

/**
 * Deletes what has been inactive since before `older_than`: contacts and groups (a tombstone each
 * stays) and memberships; session by session, each in a transaction of its own that waits for a
 * running grab. Of one session where `session_id` is given.
 *
 * @throws GrabLockTimeout; the sessions before are done
 */
export async function purgeInactive(
  db: Database,
  options: { older_than: Date; lock_timeout_ms: number; session_id?: string },
): Promise<Purged> {
  const { rows } = await db.pool.query<{ session_id: string }>(
    `SELECT x.id AS session_id FROM sessions x
     WHERE ($1::uuid IS NULL OR x.id = $1) ORDER BY x.id`,
    [options.session_id ?? null],
  );
  const total: Purged = { contacts: 0, memberships: 0 };
  for (const { session_id } of rows) {
    const purged = await purgeSession(db, { ...options, session_id });
    total.contacts += purged.contacts;
    total.memberships += purged.memberships;
  }
  return total;
}

async function purgeSession(
  db: Database,
  options: { session_id: string; older_than: Date; lock_timeout_ms: number },
): Promise<Purged> {
  const { session_id, older_than } = options;
  try {
    return await withLockedSession(db, options, async (client) => {
      const members = await client.query(
        `DELETE FROM group_participants p USING contacts g
         WHERE g.session_id = $1 AND g.type = 'group' AND p.group_row_id = g.id
           AND p.status = 'inactive' AND p.written_at < $2`,
        [session_id, older_than],
      );
      const old = `FROM contacts WHERE session_id = $1 AND status = 'inactive' AND written_at < $2`;
      const found = await client.query(`SELECT ${old} LIMIT 1`, [session_id, older_than]);
      if (found.rowCount === 0) return { contacts: 0, memberships: members.rowCount ?? 0 };
      const change = await nextChangeNumber(client, session_id);
      const contacts = await client.query(
        `WITH gone AS (DELETE ${old} RETURNING id)
         INSERT INTO contact_tombstones (session_id, change_number, contact_row_id, reason)
         SELECT $1, $3, id, 'purged' FROM gone`,
        [session_id, older_than, change],
      );
      return { contacts: contacts.rowCount ?? 0, memberships: members.rowCount ?? 0 };
    });
  } catch (error) {
    if (error instanceof SessionNotFound) return { contacts: 0, memberships: 0 };
    throw error;
  }
}
