import { deleteSession } from '@grabber/database/sessions/delete-session';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import { createSession as insertSession } from '@grabber/database/sessions/sessions';
import type { Context } from '../../context.ts';
import type { KnownSession } from '../../mappers/session-to-wire.ts';
import type { Access } from '../access/access.ts';
import { resolveWorkspace } from '../access/workspaces.ts';
import { ADDRESS_BOOK_LOCK_TIMEOUT_MS } from '../contacts/delete-contacts.ts';
import { requireName } from './rename-session.ts';
import { startSession } from './start-and-stop-session.ts';

/**
 * Creates a session in the caller's workspace and starts it if asked; only the admin key may name
 * another. Throws WORKSPACE_NOT_FOUND.
 * When the start fails, nothing is left: a caller who tries again does not collect sessions.
 */
export async function createSession(
  context: Context,
  access: Access,
  input: { name: string; start: boolean; workspace: string | undefined },
): Promise<KnownSession> {
  const { db, clock } = context;
  const name = requireName(input.name);
  const { id: workspace_id } = await resolveWorkspace(context, access, input.workspace);
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
