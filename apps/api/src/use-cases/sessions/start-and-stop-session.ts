import type { SessionRow } from '@grabber/database/sessions/session-row';
import { updateSession } from '@grabber/database/sessions/sessions';
import type { Context } from '../../context.ts';
import type { KnownSession } from '../../mappers/session-to-wire.ts';
import { recordEngineSession } from '../../sessions/record-engine-session.ts';
import { ifHeld } from './null-if-not-found.ts';

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

/** Stops the session's browser; with `logout` the phone also loses the linked device. */
export async function stopSession(
  context: Pick<Context, 'db' | 'engine' | 'clock'>,
  session: SessionRow,
  options: { logout: boolean },
): Promise<KnownSession> {
  const { db, engine, clock } = context;
  const live = await ifHeld(engine.stopSession(session.id, options));
  const scope = { id: session.id, workspace_id: session.workspace_id };
  const stopped = await updateSession(db, scope, { desired_state: 'stopped', now: clock() });
  return recordEngineSession(context, stopped ?? session, live);
}

/** Stops the session's browser, where it has one, and starts it anew; the device stays linked. */
export async function restartSession(
  context: Pick<Context, 'db' | 'engine' | 'clock'>,
  session: SessionRow,
): Promise<KnownSession> {
  const stopped = await stopSession(context, session, { logout: false });
  return startSession(context, stopped.session);
}
