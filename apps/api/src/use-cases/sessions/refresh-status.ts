import type { SessionRow } from '@grabber/database/sessions/session-row';
import { listSessions as listRows } from '@grabber/database/sessions/sessions';
import { isEngineError } from '@grabber/engine-client/engine-error';
import type { Context } from '../../context.ts';
import type { KnownSessions } from '../../engines/joint-calls.ts';
import type { KnownSession } from '../../mappers/session-to-wire.ts';
import { recordEngineSession } from '../../sessions/record-engine-session.ts';
import type { Access } from '../access/access.ts';
import { nullIfNotFound } from './null-if-not-found.ts';

/** Clients request the status often: an old status soon is better than a new one late. */
export const STATUS_TIMEOUT_MS = 1_500;

type Needs = Pick<Context, 'db' | 'engine' | 'clock' | 'logger'> & Partial<Pick<Context, 'pool'>>;

/** The status from the engine, or else the last known status, marked as stale. */
export async function refreshStatus(context: Needs, session: SessionRow): Promise<KnownSession> {
  try {
    const timeoutMs = STATUS_TIMEOUT_MS;
    const live = await nullIfNotFound(context.engine.getSession(session.id, { timeoutMs }));
    return await recordEngineSession(context, session, live);
  } catch (error) {
    return staleOrThrow(context, error, [session])[0] as KnownSession;
  }
}

/** The same for many sessions, with one request to the engine. */
async function refreshStatuses(
  context: Needs,
  sessions: readonly SessionRow[],
): Promise<KnownSession[]> {
  try {
    const listed = await listLive(context, sessions);
    const held = new Map(listed.sessions.map((live) => [live.session_id, live]));
    const known: KnownSession[] = [];
    for (const session of sessions) {
      if (listed.unknown.has(session.id)) known.push({ session, stale: true, live: null });
      else known.push(await recordEngineSession(context, session, held.get(session.id) ?? null));
    }
    return known;
  } catch (error) {
    return staleOrThrow(context, error, sessions);
  }
}

async function listLive(
  { engine, pool }: Needs,
  sessions: readonly SessionRow[],
): Promise<KnownSessions> {
  const call = { timeoutMs: STATUS_TIMEOUT_MS };
  if (pool) {
    const ids = sessions.map(({ id }) => id);
    return pool.listKnown(ids, call);
  }
  return { sessions: await engine.listSessions(call), unknown: new Set() };
}

function staleOrThrow(
  { logger }: Needs,
  error: unknown,
  sessions: readonly SessionRow[],
): KnownSession[] {
  if (!isEngineError(error)) throw error;
  logger.warn({ err: error, code: error.code }, 'Reading session statuses from the engine failed');
  return sessions.map((session) => ({ session, stale: true, live: null }));
}

/** The sessions that the caller may see with their current status. */
export async function listSessions(context: Context, access: Access): Promise<KnownSession[]> {
  const { workspaceId: workspace_id, sessionIds: ids } = access;
  const sessions = await listRows(context.db, { workspace_id, ids });
  return sessions.length === 0 ? [] : refreshStatuses(context, sessions);
}
