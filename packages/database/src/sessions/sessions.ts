import { isUuid } from '@grabber/primitives/uuid';
import { and, asc, eq, sql } from 'drizzle-orm';
import type { Database } from '../connection/open-database.ts';
import { changeCounters, sessions } from '../schema/sessions.ts';
import type { SessionError, SessionRow, SessionStatus } from './session-row.ts';

/** Creates a session, `disconnected`. */
export async function createSession(
  db: Database,
  input: { workspace_id: string; name: string; now: Date },
): Promise<SessionRow> {
  return db.orm.transaction(async (tx) => {
    const [row] = await tx
      .insert(sessions)
      .values({
        workspace_id: input.workspace_id,
        name: input.name,
        created_at: input.now,
        updated_at: input.now,
      })
      .returning();
    if (row === undefined) throw new Error('INSERT INTO sessions returned no row');
    await tx.insert(changeCounters).values({ session_id: row.id });
    return row;
  });
}

/** Names a session as a caller may see it; `workspace_id: null` is the global admin, who sees all. */
export interface SessionScope {
  id: string;
  workspace_id: string | null;
}

/** The condition of one session in its workspace; null when the id can name none. */
export function sessionInScope(scope: SessionScope) {
  if (!isUuid(scope.id)) return null;
  const byId = eq(sessions.id, scope.id);
  return scope.workspace_id === null
    ? byId
    : and(byId, eq(sessions.workspace_id, scope.workspace_id));
}

/** One session, or null: also when it belongs to another workspace. */
export async function findSession(db: Database, scope: SessionScope): Promise<SessionRow | null> {
  const condition = sessionInScope(scope);
  if (condition === null) return null;
  const [row] = await db.orm.select().from(sessions).where(condition);
  return row ?? null;
}

/** The sessions of a workspace (null: of all), oldest first. */
export async function listSessions(
  db: Database,
  options: { workspace_id: string | null },
): Promise<SessionRow[]> {
  const { workspace_id } = options;
  return db.orm
    .select()
    .from(sessions)
    .where(workspace_id === null ? undefined : eq(sessions.workspace_id, workspace_id))
    .orderBy(asc(sessions.created_at), asc(sessions.id));
}

/** Changes a session's name; null when there is no such session. */
export async function updateSession(
  db: Database,
  scope: SessionScope,
  { name, now }: { name: string; now: Date },
): Promise<SessionRow | null> {
  const condition = sessionInScope(scope);
  if (condition === null) return null;
  const [row] = await db.orm
    .update(sessions)
    .set({ name, updated_at: now })
    .where(condition)
    .returning();
  return row ?? null;
}

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

/** Stores that WhatsApp confirmed a logout. */
export async function recordUnlinked(
  db: Database,
  { id, now }: { id: string; now: Date },
): Promise<void> {
  const condition = sessionInScope({ id, workspace_id: null });
  if (condition === null) return;
  await db.orm.update(sessions).set({ unlinked_at: now }).where(condition);
}
