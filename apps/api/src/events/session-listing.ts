import type { Database } from '@grabber/database/connection/open-database';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import { listSessions } from '@grabber/database/sessions/sessions';

/** The sessions of all workspaces, for the checks of all open event streams. */
export type SessionListing = {
  /**
   * The sessions by their workspaces, as they were after `notBefore` (a time of performance.now) and at
   * most `maxAgeMs` ago.
   */
  read(options: { notBefore: number; maxAgeMs: number }): Promise<SessionsByWorkspace>;
};

type SessionsByWorkspace = ReadonlyMap<string, readonly SessionRow[]>;

/** However many streams are open, the database is asked once in `maxAgeMs`. */
export function createSessionListing(db: Database): SessionListing {
  let last: { readonly at: number; readonly sessions: Promise<SessionsByWorkspace> } | undefined;
  return {
    read({ notBefore, maxAgeMs }) {
      const now = performance.now();
      if (last && last.at >= notBefore && now - last.at <= maxAgeMs) return last.sessions;
      const sessions = listSessions(db, { workspace_id: null }).then((rows) =>
        Map.groupBy(rows, (row) => row.workspace_id),
      );
      const mine = { at: now, sessions };
      last = mine;
      sessions.catch(() => {
        if (last === mine) last = undefined;
      });
      return sessions;
    },
  };
}
