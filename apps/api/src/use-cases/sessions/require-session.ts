import { isSameAccount } from '@grabber/database/sessions/session-account';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import { findSession } from '@grabber/database/sessions/sessions';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import { recordEngineSession } from '../../sessions/record-engine-session.ts';
import type { Access } from '../access/access.ts';
import { nullIfNotFound } from './null-if-not-found.ts';
import { STATUS_TIMEOUT_MS } from './refresh-status.ts';

/** The session with that id. Throws SESSION_NOT_FOUND, also for a session of another workspace. */
export async function requireSession(
  { db }: Pick<Context, 'db'>,
  access: Pick<Access, 'workspaceId'>,
  id: string,
): Promise<SessionRow> {
  const session = await findSession(db, { id, workspace_id: access.workspaceId });
  if (session) return session;
  throw new ServiceError('SESSION_NOT_FOUND', 'There is no such session.');
}

/**
 * Checks with the engine that the session is connected, with the account of its address book. Throws
 * SESSION_NOT_CONNECTED and ACCOUNT_CHANGED with the status, or EngineError if that fails.
 */
export async function requireConnected(
  context: Pick<Context, 'db' | 'engine' | 'clock'>,
  session: SessionRow,
  signal: AbortSignal,
): Promise<void> {
  const options = { timeoutMs: STATUS_TIMEOUT_MS, signal };
  const live = await nullIfNotFound(context.engine.getSession(session.id, options));
  const known = await recordEngineSession(context, session, live);
  const sessionStatus = known.session.status;
  if (sessionStatus !== 'connected') {
    const message = 'Only a connected session can be grabbed.';
    throw new ServiceError('SESSION_NOT_CONNECTED', message, { sessionStatus });
  }
  if (live && !isSameAccount(known.session, live)) {
    const message = 'The stored address book belongs to another account.';
    throw new ServiceError('ACCOUNT_CHANGED', message, { sessionStatus });
  }
}
