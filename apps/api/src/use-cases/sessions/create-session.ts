import { randomUUID } from 'node:crypto';
import type { GivenProxy } from '@grabber/contracts/proxy';
import { deleteSession } from '@grabber/database/sessions/delete-session';
import type { GivenChoices } from '@grabber/database/sessions/session-choices';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import { createSession as insertSession } from '@grabber/database/sessions/sessions';
import { withinWorkspaceLimit } from '@grabber/database/workspaces/within-limit';
import type { Context } from '../../context.ts';
import type { KnownSession } from '../../mappers/session-to-wire.ts';
import { proxyColumns } from '../../mappers/stored-proxy.ts';
import type { Access } from '../access/access.ts';
import { resolveWorkspace } from '../access/workspaces.ts';
import { ADDRESS_BOOK_LOCK_TIMEOUT_MS } from '../contacts/delete-contacts.ts';
import { startSession } from './start-and-stop-session.ts';
import { requireExternalId, requireName } from './update-session.ts';

/**
 * Creates a session in the caller's workspace, and starts it on request. Only the admin key may name
 * another workspace. If the start fails, the session is deleted again, so that a client that retries does
 * not create many sessions. Throws WORKSPACE_NOT_FOUND, WorkspaceFull and ExternalIdTaken.
 */
export async function createSession(
  context: Context,
  access: Access,
  input: {
    name: string;
    start: boolean;
    workspace: string | undefined;
    proxy: GivenProxy | null;
    externalId: string | undefined;
    choices: GivenChoices;
  },
): Promise<KnownSession> {
  const { db, clock, cipher } = context;
  const name = requireName(input.name);
  requireExternalId(input.externalId);
  const { id: workspace_id } = await resolveWorkspace(context, access, input.workspace);
  const { choices, externalId: external_id } = input;
  const now = clock();
  const id = randomUUID();
  const proxy = proxyColumns(cipher, id, input.proxy);
  const { sessions: max } = context.workspaceLimits;
  const session = await withinWorkspaceLimit(
    db,
    { workspace_id, of: 'sessions', max, now },
    (bounded) =>
      insertSession(bounded, { id, workspace_id, name, external_id, choices, proxy, now }),
  );
  if (!input.start) return { session, stale: false, live: null };
  try {
    return await startSession(context, session);
  } catch (error) {
    await undo(context, session);
    throw error;
  }
}

/** Never throws: the caller gets the error of the start. */
async function undo({ db, engine, logger }: Context, session: SessionRow): Promise<void> {
  try {
    const lock_timeout_ms = ADDRESS_BOOK_LOCK_TIMEOUT_MS;
    const { id, workspace_id } = session;
    await deleteSession(db, { id, workspace_id, lock_timeout_ms });
    // The session may have started, if only the engine's answer was lost.
    await engine.stopSession(session.id, { logout: true });
  } catch (error) {
    logger.debug(
      { err: error, session_id: session.id },
      'Removing a session that did not start failed',
    );
  }
}
