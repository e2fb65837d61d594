import type { Database } from '@grabber/database/connection/open-database';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import { findSession } from '@grabber/database/sessions/sessions';

/** The sessions' last known rows. They give an event its workspace without a query per event. */
export type KnownRows = ReturnType<typeof createKnownRows>;

export function createKnownRows(db: Database) {
  const rows = new Map<string, SessionRow>();

  /** Always queries the database. Null: there is no such session. */
  async function look(id: string): Promise<SessionRow | null> {
    const row = await findSession(db, { id, workspace_id: null });
    if (row) rows.set(id, row);
    else rows.delete(id);
    return row;
  }

  /**
   * The row in the database, because a status is compared with the account there, which a deletion of the
   * contacts changes. What an earlier status said may not be stored yet: it stays known.
   */
  async function renew(id: string): Promise<SessionRow | null> {
    const row = await findSession(db, { id, workspace_id: null });
    // Only now: meanwhile an event may have said more than the database had.
    const known = rows.get(id);
    if (!row) {
      rows.delete(id);
      return null;
    }
    const phone_number = row.phone_number ?? known?.phone_number ?? null;
    const connected_at = row.connected_at ?? known?.connected_at ?? null;
    const renewed = { ...row, phone_number, connected_at };
    rows.set(id, renewed);
    return renewed;
  }

  return {
    look,
    renew,
    known: (id: string) => rows.get(id),
    /** The last known row, or else the row in the database. */
    get: async (id: string) => rows.get(id) ?? (await look(id)),
    list: () => [...rows.values()],
    learn: (row: SessionRow) => void rows.set(row.id, row),
    forget: (id: string) => void rows.delete(id),
    replace(listed: readonly SessionRow[]): void {
      rows.clear();
      for (const row of listed) rows.set(row.id, row);
    },
  };
}
