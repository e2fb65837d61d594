import type { SessionRow } from '@grabber/database/sessions/session-row';
import type { Context } from '../../context.ts';
import type { KnownSession } from '../../mappers/session-to-wire.ts';
import { storedProxy } from '../../mappers/stored-proxy.ts';
import { recordEngineSession } from '../../sessions/record-engine-session.ts';
import { nullIfNotFound } from './null-if-not-found.ts';

/** Starts the session's browser. A running browser stays as it is. Throws PROXY_AUTH_FAILED. */
export async function startSession(
  context: Pick<Context, 'db' | 'engine' | 'clock' | 'cipher'>,
  session: SessionRow,
): Promise<KnownSession> {
  const proxy = storedProxy(context.cipher, session);
  const live = await context.engine.startSession(session.id, { proxy });
  return recordEngineSession(context, session, live);
}

/** Stops the session's browser. The device stays linked. */
export async function stopSession(
  context: Pick<Context, 'db' | 'engine' | 'clock'>,
  session: SessionRow,
): Promise<KnownSession> {
  const live = await nullIfNotFound(context.engine.stopSession(session.id));
  return recordEngineSession(context, session, live);
}

/** Stops the session's browser, if it runs, and starts it again. The device stays linked. */
export async function restartSession(
  context: Pick<Context, 'db' | 'engine' | 'clock' | 'cipher'>,
  session: SessionRow,
): Promise<KnownSession> {
  const stopped = await stopSession(context, session);
  return startSession(context, stopped.session);
}
