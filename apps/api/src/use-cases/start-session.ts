import type { SessionRow } from '@grabber/database/session-row';
import { updateSession } from '@grabber/database/update-session';
import type { Context } from '../context.ts';
import type { KnownSession } from '../mappers/session-to-wire.ts';
import { recordEngineSession } from './record-engine-session.ts';

/** Starts the session's browser; one that runs is left as it is. */
export async function startSession(
  context: Pick<Context, 'db' | 'engine' | 'clock'>,
  session: SessionRow,
): Promise<KnownSession> {
  const { db, engine, clock } = context;
  const live = await engine.startSession(session.id);
  const scope = { id: session.id, workspace_id: session.workspace_id };
  const running = await updateSession(db, scope, { desired_state: 'running', now: clock() });
  return recordEngineSession(context, running ?? session, live);
}
