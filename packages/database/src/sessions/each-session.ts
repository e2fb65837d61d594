import type { PoolClient } from 'pg';
import { isDatabaseUnavailable } from '../connection/database-errors.ts';
import type { Database } from '../connection/open-database.ts';
import { GrabLockTimeout, withLockedSession } from './lock-session.ts';
import { SessionNotFound } from './session-row.ts';

/** A session of which the work failed. */
export interface SessionFailure {
  session_id: string;
  error: unknown;
}

/** What could not be done. */
export interface NotDone {
  /** sessions that were grabbed all the time: the next run finds them */
  skipped_sessions: number;
  /** sessions whose work the database refused */
  failures: SessionFailure[];
}

/** How long to wait for a running grab, and when to begin nothing more. */
export interface EachSessionOptions {
  lock_timeout_ms: number;
  signal?: AbortSignal;
}

/**
 * Does `work` for each of the sessions, with nobody else writing its address book, in a transaction of
 * its own; and again in a further one while it answers true, that there is more. What fails for one
 * session is no matter of the others, unless the database is away: that is thrown.
 */
export async function eachSession(
  db: Database,
  session_ids: readonly string[],
  options: EachSessionOptions,
  work: (client: PoolClient, session_id: string) => Promise<boolean>,
): Promise<NotDone> {
  const notDone: NotDone = { skipped_sessions: 0, failures: [] };
  const { lock_timeout_ms, signal } = options;
  for (const session_id of session_ids) {
    try {
      let more = true;
      while (more && !signal?.aborted) {
        more = await withLockedSession(db, { session_id, lock_timeout_ms }, (client) =>
          work(client, session_id),
        );
      }
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error;
      if (error instanceof GrabLockTimeout) notDone.skipped_sessions += 1;
      // Deleted meanwhile, with all of it.
      else if (!(error instanceof SessionNotFound)) notDone.failures.push({ session_id, error });
    }
  }
  return notDone;
}
