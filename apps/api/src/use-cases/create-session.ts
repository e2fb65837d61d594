import { createSession as insertSession } from '@grabber/database/create-session';
import { defaultWorkspace } from '@grabber/database/default-workspace';
import { deleteSession } from '@grabber/database/delete-session';
import type { SessionRow } from '@grabber/database/session-row';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Access } from '../access.ts';
import type { Context } from '../context.ts';
import { sanitiseName } from '../mappers/sanitise-text.ts';
import type { KnownSession } from '../mappers/session-to-wire.ts';
import { ADDRESS_BOOK_LOCK_TIMEOUT_MS } from './delete-contacts.ts';
import { startSession } from './start-session.ts';

/**
 * Creates a session in the caller's workspace (the admin key's is `default`) and starts it if asked.
 * When the start fails, nothing is left: a caller who tries again does not collect sessions.
 */
export async function createSession(
  context: Context,
  access: Access,
  input: { name: string; start: boolean },
): Promise<KnownSession> {
  const { db, clock } = context;
  const name = sanitiseName(input.name);
  if (name === null) {
    const details = [{ path: 'body.name', message: 'must hold a printable character' }];
    throw new ServiceError('VALIDATION_FAILED', 'The name is not valid.', { details });
  }
  const workspace_id = access.workspaceId ?? (await defaultWorkspace(db)).id;
  const session = await insertSession(db, { workspace_id, name, now: clock() });
  if (!input.start) return { session, stale: false, qrExpiresAt: null };
  try {
    return await startSession(context, session);
  } catch (error) {
    await undo(context, session);
    throw error;
  }
}

/** The caller is told of the error that made it necessary, whatever happens here. */
async function undo({ db, engine, logger }: Context, session: SessionRow): Promise<void> {
  try {
    const lock_timeout_ms = ADDRESS_BOOK_LOCK_TIMEOUT_MS;
    const { id, workspace_id } = session;
    await deleteSession(db, { id, workspace_id, lock_timeout_ms });
    // It may have started after all, when only its answer was lost.
    await engine.stopSession(session.id, { logout: true });
  } catch (error) {
    logger.debug({ err: error, session_id: session.id }, 'Session that did not start left traces');
  }
}
