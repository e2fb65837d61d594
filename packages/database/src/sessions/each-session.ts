import type { PoolClient } from 'pg';
import { isDatabaseUnavailable } from '../connection/database-errors.ts';
import type { Database } from '../connection/open-database.ts';
import { GrabLockTimeout, withLockedSession } from './lock-session.ts';
import { SessionNotFound } from './session-row.ts';

/** A session whose work failed. */
export interface SessionFailure {
  session_id: string;
  error: unknown;
}

/** The work that was not done. */
export interface NotDone {
  /** Sessions whose grab held the lock for the whole wait. The next run finds them. */
  skipped_sessions: number;
  /** Sessions whose work failed in the database. */
  failures: SessionFailure[];
}

/** How long to wait for a running grab, and when to start nothing more. */
export interface EachSessionOptions {
  lock_timeout_ms: number;
  signal?: AbortSignal;
}

/**
 * Runs `work` for each session in a transaction that alone may write the session's address book. Repeats
 * it in a new transaction while `work` answers true, which means that more is left. A failure in one
 * session does not stop the others. Only an unavailable database is thrown.
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
      // The session was deleted meanwhile, with all its data.
      else if (!(error instanceof SessionNotFound)) notDone.failures.push({ session_id, error });
    }
  }
  return notDone;
}
