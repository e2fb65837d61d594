import { isUuid } from '@grabber/primitives/uuid';
import type { SQL } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import { sqlStateOf } from '../connection/database-errors.ts';
import { and, asc, eq, inArray, not, sql } from '../connection/drizzle.ts';
import type { Database } from '../connection/open-database.ts';
import { changeCounters, sessions } from '../schema/sessions.ts';
import type { GivenChoices } from './session-choices.ts';
import {
  ExternalIdTaken,
  LOGIN_LOST,
  LOGOUT_NOT_CONFIRMED,
  type ProxyColumns,
  type SessionError,
  type SessionRow,
  type SessionStatus,
} from './session-row.ts';

/** Creates a session, `disconnected`. Throws ExternalIdTaken. */
export async function createSession(
  db: Pick<Database, 'orm'>,
  input: {
    id?: string;
    workspace_id: string;
    name: string;
    external_id?: string | null | undefined;
    choices?: GivenChoices;
    proxy?: ProxyColumns;
    now: Date;
  },
): Promise<SessionRow> {
  const { external_id = null } = input;
  return db.orm.transaction(async (tx) => {
    const [row] = await tx
      .insert(sessions)
      .values({
        ...(input.id !== undefined && { id: input.id }),
        workspace_id: input.workspace_id,
        name: input.name,
        external_id,
        ...input.choices,
        ...input.proxy,
        created_at: input.now,
        updated_at: input.now,
      })
      .returning()
      .catch(refuseTaken);
    if (row === undefined) throw new Error('INSERT INTO sessions returned no row');
    await tx.insert(changeCounters).values({ session_id: row.id });
    return row;
  });
}

const UNIQUE_VIOLATION = '23505';

/** The only unique index that a caller can run into is that of `external_id`. */
function refuseTaken(error: unknown): never {
  throw sqlStateOf(error) === UNIQUE_VIOLATION ? new ExternalIdTaken({ cause: error }) : error;
}

/**
 * The ids of at most two sessions with that external id: one in a workspace, and with `workspace_id: null` perhaps one
 * in each.
 */
export async function findByExternalId(
  db: Database,
  { external_id, workspace_id }: { external_id: string; workspace_id: string | null },
): Promise<string[]> {
  const byId = eq(sessions.external_id, external_id);
  const rows = await db.orm
    .select({ id: sessions.id })
    .from(sessions)
    .where(workspace_id === null ? byId : and(byId, eq(sessions.workspace_id, workspace_id)))
    .limit(2);
  return rows.map(({ id }) => id);
}

/** A session as a caller may see it. `workspace_id: null` is the global admin, which sees all. */
export interface SessionScope {
  id: string;
  workspace_id: string | null;
}

/** The condition of one session in its workspace. Null if the id is not a UUID. */
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

/** The sessions of a workspace (null: of all), oldest first. `ids`: only these of them. */
export async function listSessions(
  db: Database,
  options: { workspace_id: string | null; ids?: readonly string[] | null },
): Promise<SessionRow[]> {
  const { workspace_id, ids = null } = options;
  const inWorkspace = workspace_id === null ? undefined : eq(sessions.workspace_id, workspace_id);
  return db.orm
    .select()
    .from(sessions)
    .where(and(inWorkspace, ids === null ? undefined : inArray(sessions.id, [...ids])))
    .orderBy(asc(sessions.created_at), asc(sessions.id));
}

/**
 * Changes a session's name, external id, choices and proxy; null when there is no such session. Throws
 * ExternalIdTaken.
 */
export async function updateSession(
  db: Database,
  scope: SessionScope,
  {
    now,
    ...changes
  }: { name?: string; external_id?: string | null; now: Date } & GivenChoices &
    Partial<ProxyColumns>,
): Promise<SessionRow | null> {
  const condition = sessionInScope(scope);
  if (condition === null) return null;
  const [row] = await db.orm
    .update(sessions)
    .set({ ...changes, updated_at: now })
    .where(condition)
    .returning()
    .catch(refuseTaken);
  return row ?? null;
}

/** The status of a session, as last reported by the engine. */
export interface SessionReport {
  id: string;
  status: SessionStatus;
  /** connected, without a browser */
  asleep?: boolean;
  /** null: not known now; the stored number stays, for it survives a stop */
  phone_number: string | null;
  last_error: SessionError | null;
  connected_at: Date | null;
  /** when the status began */
  since?: Date;
  now: Date;
}

/** Stores the last known status; writes nothing when nothing changed. False: no such session. */
export async function recordSessionStatus(db: Database, report: SessionReport): Promise<boolean> {
  const reported = report.last_error === null ? null : JSON.stringify(report.last_error);
  // Events from before the logout, and that of its end, may come after its error: only a new start clears the doubt.
  const isOld = sql`coalesce(${report.since?.toISOString() ?? null}::timestamptz <= ${sessions.updated_at}, false)`;
  const keepsError = sql`(${report.status} = 'disconnected' OR ${isOld}) AND ${reported}::jsonb IS NULL AND ${logoutIsInDoubt}`;
  const asleep = report.asleep ?? false;
  const values = {
    status: report.status,
    asleep,
    phone_number: sql`coalesce(${report.phone_number}, ${sessions.phone_number})`,
    last_error: sql`CASE WHEN ${keepsError} THEN ${sessions.last_error} ELSE ${reported}::jsonb END`,
    connected_at: sql`coalesce(${report.connected_at?.toISOString() ?? null}::timestamptz, ${sessions.connected_at})`,
    // A later start overwrites the status, but does not link the device.
    ...(isUnlinked(report) && { unlinked_at: report.now }),
    ...(report.status === 'connected' && !asleep && { seen_awake_at: report.now }),
  };
  const changes = sql`(${sessions.status}, ${sessions.asleep}, ${sessions.phone_number}, ${sessions.last_error}, ${sessions.connected_at})
    IS DISTINCT FROM (${values.status}, ${asleep}::boolean, ${values.phone_number}, ${values.last_error}, ${values.connected_at})`;
  if (await setOnRow(db, report.id, { ...values, updated_at: report.now }, changes)) return true;
  return (await findSession(db, { id: report.id, workspace_id: null })) !== null;
}

function isUnlinked({ status, last_error }: SessionReport): boolean {
  return status === 'logged_out' && last_error?.code !== LOGIN_LOST;
}

/**
 * Stores that the engine no longer has the session: it is disconnected, unless it was logged out or failed.
 * The stored error stays, because only the row knows why the session ended.
 */
export async function recordSessionGone(
  db: Database,
  { id, now }: { id: string; now: Date },
): Promise<void> {
  const ended = inArray(sessions.status, ['disconnected', 'logged_out', 'failed']);
  await setOnRow(db, id, { status: 'disconnected', asleep: false, updated_at: now }, not(ended));
}

/** Stores that WhatsApp confirmed a logout. It ends the doubt of another logout at the same time. */
export async function recordUnlinked(
  db: Database,
  { id, now }: { id: string; now: Date },
): Promise<void> {
  const last_error = sql`CASE WHEN ${logoutIsInDoubt} THEN NULL ELSE ${sessions.last_error} END`;
  await setOnRow(db, id, { unlinked_at: now, last_error });
}

const logoutIsInDoubt = sql`${sessions.last_error} ->> 'code' = ${LOGOUT_NOT_CONFIRMED}`;

/** Writes to one session's row if the condition holds. True: it was written. */
async function setOnRow(
  db: Database,
  id: string,
  values: PgUpdateSetSource<typeof sessions>,
  condition?: SQL,
): Promise<boolean> {
  const byId = sessionInScope({ id, workspace_id: null });
  if (byId === null) return false;
  const written = await db.orm.update(sessions).set(values).where(and(byId, condition));
  return (written.rowCount ?? 0) > 0;
}
