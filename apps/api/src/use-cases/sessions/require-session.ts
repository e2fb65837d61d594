import { EXTERNAL_ID_PATTERN } from '@grabber/contracts/api/session';
import { isSameAccount } from '@grabber/database/sessions/session-account';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import { findByExternalId, findSession } from '@grabber/database/sessions/sessions';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import { recordEngineSession } from '../../sessions/record-engine-session.ts';
import { isWithinSessions, type Visible } from '../access/access.ts';
import { nullIfNotFound } from './null-if-not-found.ts';
import { STATUS_TIMEOUT_MS } from './refresh-status.ts';

/**
 * The session with that id. Throws SESSION_NOT_FOUND, also for a session of another workspace, and for one that the key
 * is not limited to.
 */
export async function requireSession(
  { db }: Pick<Context, 'db'>,
  access: Visible,
  id: string,
): Promise<SessionRow> {
  const session = await findSession(db, { id, workspace_id: access.workspaceId });
  if (session && isWithinSessions(access, session.id)) return session;
  throw new ServiceError('SESSION_NOT_FOUND', 'There is no such session.');
}

/**
 * The session's id for a text of a path that is not an id: the session with that `external_id`, else the text itself.
 * Throws VALIDATION_FAILED if the admin key means several sessions by it.
 */
export async function resolveExternalId(
  { db }: Pick<Context, 'db'>,
  access: Visible,
  text: string,
): Promise<string> {
  if (!EXTERNAL_ID.test(text)) return text;
  const workspace_id = access.workspaceId;
  const found = await findByExternalId(db, { external_id: text, workspace_id });
  const ids = found.filter((id) => isWithinSessions(access, id));
  if (ids.length < 2) return ids[0] ?? text;
  const details = [{ path: 'params.id', message: SEVERAL }];
  throw new ServiceError('VALIDATION_FAILED', 'Several sessions have it.', { details });
}

const EXTERNAL_ID = new RegExp(EXTERNAL_ID_PATTERN);
const SEVERAL = {
  en: 'is the external_id of sessions in several workspaces: send the session_id',
  id: 'dipakai sebagai external_id di beberapa workspace: kirim session_id',
};

/** About how long a linked session takes to connect. */
const MOVING_SECONDS = 5;

/**
 * Checks with the engine that the session is connected, with the account of its address book. Throws
 * SESSION_NOT_CONNECTED, SESSION_MOVING and ACCOUNT_CHANGED with the status, or EngineError if that fails.
 */
export async function requireConnected(
  context: Pick<Context, 'db' | 'engine' | 'pool' | 'clock'>,
  session: SessionRow,
  signal: AbortSignal,
): Promise<void> {
  const options = { timeoutMs: STATUS_TIMEOUT_MS, signal };
  const live = await nullIfNotFound(context.engine.getSession(session.id, options));
  const known = await recordEngineSession(context, session, live);
  const sessionStatus = known.session.status;
  // An engine that restores a profile still shows how an earlier stay of the session ended.
  const mayConnect =
    ['connecting', 'disconnected'].includes(sessionStatus) || live?.asleep === true;
  if (mayConnect && (await context.pool?.isMoving(session.id)))
    throw new ServiceError('SESSION_MOVING', 'The session is being started on an engine.', {
      sessionStatus,
      retryAfterSeconds: MOVING_SECONDS,
    });
  if (sessionStatus !== 'connected') {
    const message = 'Only a connected session can be grabbed.';
    const sessionReason = known.session.last_error?.code;
    throw new ServiceError('SESSION_NOT_CONNECTED', message, { sessionStatus, sessionReason });
  }
  if (live && !isSameAccount(known.session, live)) {
    const message = 'The stored address book belongs to another account.';
    throw new ServiceError('ACCOUNT_CHANGED', message, { sessionStatus });
  }
}
