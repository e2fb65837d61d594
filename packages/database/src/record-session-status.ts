import { sql } from 'drizzle-orm';
import { sessionInScope } from './find-session.ts';
import type { Database } from './open-database.ts';
import { sessions } from './schema/sessions.ts';
import type { SessionError, SessionStatus } from './session-row.ts';

/** The status of a session as its engine last told it. */
export interface SessionReport {
  id: string;
  status: SessionStatus;
  /** null: not known now; the stored number stays, for it survives a stop */
  phone_number: string | null;
  last_error: SessionError | null;
  connected_at: Date | null;
  now: Date;
}

/** Stores the last known status; writes nothing when nothing changed. False: no such session. */
export async function recordSessionStatus(db: Database, report: SessionReport): Promise<boolean> {
  const condition = sessionInScope({ id: report.id, workspace_id: null });
  if (condition === null) return false;
  const values = {
    status: report.status,
    phone_number: sql`coalesce(${report.phone_number}, ${sessions.phone_number})`,
    last_error: report.last_error,
    connected_at: sql`coalesce(${report.connected_at?.toISOString() ?? null}::timestamptz, ${sessions.connected_at})`,
  };
  const lastError = report.last_error === null ? null : JSON.stringify(report.last_error);
  const changed = sql`${condition} AND (${sessions.status}, ${sessions.phone_number}, ${sessions.last_error}, ${sessions.connected_at})
    IS DISTINCT FROM (${values.status}, ${values.phone_number}, ${lastError}::jsonb, ${values.connected_at})`;
  const written = await db.orm
    .update(sessions)
    .set({ ...values, updated_at: report.now })
    .where(changed);
  if ((written.rowCount ?? 0) > 0) return true;
  const [found] = await db.orm.select({ id: sessions.id }).from(sessions).where(condition);
  return found !== undefined;
}
