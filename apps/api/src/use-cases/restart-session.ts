import type { SessionRow } from '@grabber/database/session-row';
import type { Context } from '../context.ts';
import type { KnownSession } from '../mappers/session-to-wire.ts';
import { startSession } from './start-session.ts';
import { stopSession } from './stop-session.ts';

/** Stops the session's browser, where it has one, and starts it anew; the device stays linked. */
export async function restartSession(
  context: Pick<Context, 'db' | 'engine' | 'clock'>,
  session: SessionRow,
): Promise<KnownSession> {
  const stopped = await stopSession(context, session, { logout: false });
  return startSession(context, stopped.session);
}
