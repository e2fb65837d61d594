import type { SessionRow } from '@grabber/database/session-row';
import { updateSession } from '@grabber/database/update-session';
import type { Context } from '../context.ts';
import type { KnownSession } from '../mappers/session-to-wire.ts';
import { ifHeld } from './ask-engine.ts';
import { recordEngineSession } from './record-engine-session.ts';

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
